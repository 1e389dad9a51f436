package io.hyperfleet.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of clocks that differ. */
class ClockComparisonTest {

    private static final String DATE = "Mon, 30 Nov 2026 07:00:00 GMT";
    private static final Instant THERE = Instant.parse("2026-11-30T07:00:00Z");

    private final List<String> told = new ArrayList<>();
    private final ClockComparison clocks = new ClockComparison(told::add);

    @Test
    void clocksThatAgreeAreNoMatter() {
        clocks.answered(DATE, THERE.plusSeconds(59));
        clocks.answered(DATE, THERE.minusSeconds(59));
        clocks.answered("yesterday", THERE);

        assertThat(told).isEmpty();
    }

    @Test
    void aClockThatIsBehindIsToldOnceWithWhatFollowsFromIt() {
        for (int i = 0; i < 3; i++) {
            clocks.answered(DATE, THERE.minus(Duration.ofHours(1)));
        }

        assertThat(told)
                .containsExactly("The clock of this machine is 3600 s behind that of the HyperFleet API, which may take"
                        + " status reports for outdated and discard them: set both by the same source");
    }

    @Test
    void afterTheyAgreedAgainTheNextDifferenceIsToldToo() {
        clocks.answered(DATE, THERE.minusSeconds(100));
        clocks.answered(DATE, THERE);
        clocks.answered(DATE, THERE.plusSeconds(100));

        assertThat(told).hasSize(2);
        assertThat(told.getLast()).startsWith("The clock of this machine is 100 s ahead of that of the HyperFleet API");
    }
}
