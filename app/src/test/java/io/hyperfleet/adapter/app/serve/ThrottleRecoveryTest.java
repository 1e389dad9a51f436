package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as a sign that a downstream can be relied on again. */
class ThrottleRecoveryTest {

    private final SimulatedTime time = new SimulatedTime(1);
    private final Throttle throttle = new Throttle(time, new Random(1), new NobodyWatches());

    @BeforeEach
    void resourcesFail() {
        throttle.start(4, () -> {});
        for (int i = 0; i < 5; i++) {
            throttle.called(Downstream.RESOURCES, true);
        }
        assertThat(time.passUntilNext()).as("the pause ends").isTrue();
    }

    @Test
    void aRunThatDidNotCallTheFailingDownstreamSaysNothingAboutIt() {
        throttle.called(Downstream.HYPERFLEET_API, false);
        throttle.ended(false);

        assertThat(throttle.isFailing(Downstream.RESOURCES)).isTrue();
        assertThat(throttle.slots()).as("the next event is tried").isEqualTo(1);
    }

    @Test
    void aRunThatCalledItWithSuccessLetsMoreRunAtOnce() {
        throttle.called(Downstream.RESOURCES, false);
        throttle.ended(false);
        throttle.ended(false);

        assertThat(throttle.isFailing()).isFalse();
        assertThat(throttle.slots()).isEqualTo(2);
    }

    @Test
    void asLongAsOneDownstreamDoesNotAnswerTheOthersDoNotCount() {
        for (int i = 0; i < 5; i++) {
            throttle.called(Downstream.HYPERFLEET_API, true);
        }
        throttle.called(Downstream.HYPERFLEET_API, false);
        throttle.ended(false);

        assertThat(throttle.isFailing(Downstream.RESOURCES)).isTrue();
    }
}
