package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.observe.Readiness;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class StopRequestTest {

    private final AtomicInteger forcedExits = new AtomicInteger();
    private final StopRequest stop = new StopRequest(new Readiness(), forcedExits::incrementAndGet);

    @Test
    void theFirstSignalAsksToStop() {
        stop.signalled("terminated");

        assertThat(stop.await()).isEqualTo(new StopRequest.Reason.Asked());
        assertThat(forcedExits).hasValue(0);
    }

    @Test
    void theSecondSignalEndsTheProcessAtOnce() {
        stop.signalled("terminated");
        stop.signalled("interrupt");

        assertThat(forcedExits).hasValue(1);
    }

    @Test
    void aFailedSubscriptionAsksToStopAndIsRemembered() {
        stop.subscriptionFailed("no permission");
        stop.asked();

        assertThat(stop.await()).isEqualTo(new StopRequest.Reason.SubscriptionFailed("no permission"));
        assertThat(forcedExits).hasValue(0);
    }
}
