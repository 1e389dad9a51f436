package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.config.ProcessVariable;
import io.hyperfleet.adapter.app.serve.ServeSettings.Limits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopLimitsTest {

    @Test
    void withoutVariablesTheStandardHolds() {
        assertThat(StopLimits.read(Map.of(), Duration.ZERO)).isEqualTo(new StopLimits.Result.Valid(Limits.STANDARD));
    }

    @Test
    void theStandardIsWhatTheManualSays() {
        Map<String, String> documented = Map.of(
                "SHUTDOWN_TIMEOUT", ProcessVariable.SHUTDOWN_TIMEOUT.standard(),
                "DRAIN_PERIOD", ProcessVariable.DRAIN_PERIOD.standard());

        assertThat(StopLimits.read(documented, Duration.ZERO)).isEqualTo(new StopLimits.Result.Valid(Limits.STANDARD));
    }

    @Test
    void theVariablesAreDurations() {
        assertThat(StopLimits.read(Map.of("SHUTDOWN_TIMEOUT", "1m30s", "DRAIN_PERIOD", "1m"), Duration.ofSeconds(7)))
                .isEqualTo(new StopLimits.Result.Valid(
                        new Limits(Duration.ofSeconds(7), Duration.ofMinutes(1), Duration.ofSeconds(90))));
    }

    @Test
    void aShortShutdownLeavesTimeToCleanUp() {
        assertThat(StopLimits.read(Map.of("SHUTDOWN_TIMEOUT", "8s"), Duration.ZERO))
                .isEqualTo(new StopLimits.Result.Valid(
                        new Limits(Limits.STANDARD.event(), Duration.ofSeconds(6), Duration.ofSeconds(8))));
    }

    @ParameterizedTest
    @CsvSource({
        "20, 15s, SHUTDOWN_TIMEOUT is \"20\": a duration such as 20s is needed",
        "0s, 15s, SHUTDOWN_TIMEOUT is \"0s\": a duration such as 20s is needed",
        "20s, soon, DRAIN_PERIOD is \"soon\": a duration such as 20s is needed",
        "20s, 20s, DRAIN_PERIOD (20s) must be shorter than SHUTDOWN_TIMEOUT (20s)",
    })
    void whatMakesNoSenseIsRefused(String shutdown, String drain, String error) {
        assertThat(StopLimits.read(Map.of("SHUTDOWN_TIMEOUT", shutdown, "DRAIN_PERIOD", drain), Duration.ZERO))
                .isEqualTo(new StopLimits.Result.Invalid(error));
    }
}
