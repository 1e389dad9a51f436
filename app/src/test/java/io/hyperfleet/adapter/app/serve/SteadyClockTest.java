package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Instant system = NOON;
    private long nanoTime = Long.MAX_VALUE - 1;

    @Test
    void aSystemClockThatIsSetDoesNotChangeWhatIsMeasured() {
        SteadyClock clock = new SteadyClock(() -> system, () -> nanoTime);

        system = NOON.minus(Duration.ofHours(1));
        nanoTime += Duration.ofSeconds(5).toNanos();

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
    }
}
