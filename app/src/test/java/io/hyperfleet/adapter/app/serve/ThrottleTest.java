package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many events may run at once while downstreams fail and recover, in simulated time. */
class ThrottleTest {

    private static final int PARALLELISM = 4;

    private final SimulatedTime time = new SimulatedTime(1);
    private final List<String> told = new ArrayList<>();
    private final List<Integer> slotsSeen = new ArrayList<>();
    private final Throttle throttle = new Throttle(time, new Random(1), new Throttle.Listener() {
        @Override
        public void open(Downstream downstream) {
            told.add(downstream.text() + " open");
        }

        @Override
        public void closed(Downstream downstream) {
            told.add(downstream.text() + " closed");
        }
    });

    @BeforeEach
    void start() {
        assertThat(throttle.slots()).isZero();
        throttle.start(PARALLELISM, () -> slotsSeen.add(throttle.slots()));
    }

    @Test
    void callsThatWorkLeaveAllSlotsOpen() {
        for (int i = 0; i < 100; i++) {
            throttle.called(Downstream.HYPERFLEET_API, false);
            throttle.ended(false);
        }

        assertThat(throttle.slots()).isEqualTo(PARALLELISM);
        assertThat(told).isEmpty();
    }

    @Test
    void aDownstreamThatFailsStopsTheStartOfEventsAndIsTold() {
        fail(Downstream.RESOURCES);

        assertThat(throttle.slots()).isZero();
        assertThat(throttle.isFailing()).isTrue();
        assertThat(throttle.isFailing(Downstream.RESOURCES)).isTrue();
        assertThat(throttle.isFailing(Downstream.HYPERFLEET_API)).isFalse();
        assertThat(told).containsExactly("resources open");
    }

    @Test
    void afterAPauseOneEventIsTriedAndPausesGrowWithTheTimeTheDownstreamIsAway() {
        fail(Downstream.HYPERFLEET_API);

        assertThat(pauseOfATrialThatFails()).isBetween(Duration.ofMillis(187), Duration.ofMillis(250));
        while (time.now().compareTo(Duration.ofSeconds(10)) < 0) {
            assertThat(pauseOfATrialThatFails()).isBetween(Duration.ofMillis(187), Duration.ofMillis(400));
        }
        while (time.now().compareTo(Duration.ofMinutes(3)) < 0) {
            assertThat(pauseOfATrialThatFails()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
        assertThat(pauseOfATrialThatFails()).isBetween(Duration.ofMillis(750), Duration.ofSeconds(1));
        assertThat(told).containsExactly("hyperfleet_api open");
    }

    @Test
    void theNextOutageBeginsWithAShortPauseAgain() {
        fail(Downstream.HYPERFLEET_API);
        while (time.now().compareTo(Duration.ofMinutes(3)) < 0) {
            pauseOfATrialThatFails();
        }
        passUntilTrial();
        succeed(Downstream.HYPERFLEET_API);

        fail(Downstream.HYPERFLEET_API);

        assertThat(pauseOfATrialThatFails()).isBetween(Duration.ofMillis(187), Duration.ofMillis(250));
    }

    @Test
    void aTrialThatGoesWellClosesTheCircuitsAndEachRunThatDoesMakesRoomForOneMore() {
        fail(Downstream.HYPERFLEET_API);
        passUntilTrial();
        slotsSeen.clear();

        for (int i = 0; i < PARALLELISM + 2; i++) {
            succeed(Downstream.HYPERFLEET_API);
        }

        assertThat(slotsSeen).containsExactly(2, 3, 4);
        assertThat(throttle.isFailing()).isFalse();
        assertThat(told).containsExactly("hyperfleet_api open", "hyperfleet_api closed");
    }

    @Test
    void runsThatFailWhileSlotsGrowDoNotMakeThemGrow() {
        fail(Downstream.HYPERFLEET_API);
        passUntilTrial();
        succeed(Downstream.HYPERFLEET_API);

        throttle.ended(true);

        assertThat(throttle.slots()).isEqualTo(2);
    }

    @Test
    void aDownstreamThatFailsAgainWhileSlotsGrowStopsTheStartOfEventsAgain() {
        fail(Downstream.HYPERFLEET_API);
        passUntilTrial();
        succeed(Downstream.HYPERFLEET_API);
        throttle.ended(false);

        fail(Downstream.HYPERFLEET_API);

        assertThat(throttle.slots()).isZero();
        assertThat(told).containsExactly("hyperfleet_api open", "hyperfleet_api closed", "hyperfleet_api open");
    }

    @Test
    void aRunFromBeforeThatGoesWellIsEnoughToGoOn() {
        fail(Downstream.HYPERFLEET_API);

        succeed(Downstream.HYPERFLEET_API);

        assertThat(throttle.slots()).isEqualTo(2);
        assertThat(throttle.isFailing()).isFalse();
    }

    @Test
    void runsFromBeforeThatFailDoNotMakeThePauseLonger() {
        fail(Downstream.HYPERFLEET_API);
        for (int i = 0; i < 20; i++) {
            throttle.ended(true);
        }

        passUntilTrial();

        assertThat(time.now()).isLessThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void withNothingToTryTheCircuitClosesAfterTenSeconds() {
        fail(Downstream.HYPERFLEET_API);
        passUntilTrial();
        Duration since = time.now();

        assertThat(time.passUntilNext()).isTrue();

        assertThat(time.now().minus(since)).isEqualTo(Duration.ofSeconds(10));
        assertThat(throttle.isFailing()).isFalse();
        assertThat(throttle.slots()).as("nothing went well yet").isEqualTo(1);
        assertThat(told).containsExactly("hyperfleet_api open", "hyperfleet_api closed");
    }

    @Test
    void aTimerOfAnEarlierStateChangesNothing() {
        fail(Downstream.HYPERFLEET_API);
        succeed(Downstream.HYPERFLEET_API);
        throttle.ended(false);

        while (time.passUntilNext()) {
            assertThat(throttle.slots()).isEqualTo(3);
        }
    }

    @Test
    void withOneSlotInAllATrialThatGoesWellOpensItForGood() {
        throttle.start(1, () -> {});
        fail(Downstream.RESOURCES);
        passUntilTrial();

        succeed(Downstream.RESOURCES);
        throttle.ended(true);

        assertThat(throttle.slots()).isEqualTo(1);
    }

    @Test
    void aRunThatDidNotCallTheFailingDownstreamSaysNothingAboutIt() {
        fail(Downstream.RESOURCES);
        passUntilTrial();

        succeed(Downstream.HYPERFLEET_API);

        assertThat(throttle.isFailing(Downstream.RESOURCES)).isTrue();
        assertThat(throttle.slots()).as("the next event is tried").isEqualTo(1);
    }

    @Test
    void asLongAsOneDownstreamDoesNotAnswerTheOthersDoNotCount() {
        fail(Downstream.RESOURCES);
        passUntilTrial();
        fail(Downstream.HYPERFLEET_API);

        succeed(Downstream.HYPERFLEET_API);

        assertThat(throttle.isFailing(Downstream.RESOURCES)).isTrue();
    }

    /** A run that called the downstream goes well. */
    private void succeed(Downstream downstream) {
        throttle.called(downstream, false);
        throttle.ended(false);
    }

    private void fail(Downstream downstream) {
        for (int i = 0; i < 5; i++) {
            throttle.called(downstream, true);
        }
    }

    private Duration pauseOfATrialThatFails() {
        Duration before = time.now();
        passUntilTrial();
        Duration pause = time.now().minus(before);
        assertThat(throttle.slots()).isEqualTo(1);
        throttle.called(Downstream.HYPERFLEET_API, true);
        throttle.ended(true);
        assertThat(throttle.slots()).isZero();
        return pause;
    }

    private void passUntilTrial() {
        while (throttle.slots() == 0) {
            assertThat(time.passUntilNext()).as("a trial comes").isTrue();
        }
    }
}
