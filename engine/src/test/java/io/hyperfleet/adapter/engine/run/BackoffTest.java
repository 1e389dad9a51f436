package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({
        "EXPONENTIAL, 1, 100",
        "EXPONENTIAL, 3, 400",
        "LINEAR, 1, 100",
        "LINEAR, 3, 300",
        "CONSTANT, 3, 100",
    })
    void theWaitGrowsAsItsStrategySaysAndVariesByATenth(Backoff.Strategy strategy, int attempt, long millis) {
        Backoff backoff = new Backoff(strategy, Duration.ofMillis(100), Duration.ofSeconds(30));
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.after(attempt, random).toMillis()).isBetween(millis * 9 / 10, millis * 11 / 10);
        }
    }

    @ParameterizedTest
    @CsvSource({"EXPONENTIAL, 5000", "LINEAR, 5000"})
    void theWaitIsNeverLongerThanTheLimit(Backoff.Strategy strategy, int attempt) {
        Backoff backoff = new Backoff(strategy, Duration.ofSeconds(1), Duration.ofSeconds(30));

        assertThat(backoff.after(attempt, new Random(1))).isEqualTo(Duration.ofSeconds(30));
    }
}
