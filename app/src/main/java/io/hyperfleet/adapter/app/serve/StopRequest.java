package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.Readiness;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wish that the program stop, from a signal or from the broker. The first one counts; it only makes the program not
 * ready and known to be stopping, and never touches what runs. A second signal ends the process at once.
 */
final class StopRequest {

    private static final Logger LOG = LoggerFactory.getLogger(StopRequest.class);

    /** Why the program is to stop. */
    sealed interface Reason {

        record Asked() implements Reason {}

        /** The broker will not hand over anything any more. */
        record SubscriptionFailed(String error) implements Reason {}
    }

    private final Readiness readiness;
    private final Runnable forcedExit;
    private final CompletableFuture<Reason> reason = new CompletableFuture<>();

    /**
     * @param forcedExit ends the process at once
     */
    StopRequest(Readiness readiness, Runnable forcedExit) {
        this.readiness = readiness;
        this.forcedExit = forcedExit;
    }

    /** From now on SIGTERM and SIGINT are requests to stop. */
    void listenToSignals() {
        ProcessSignals.handle("TERM", () -> signalled("terminated"));
        ProcessSignals.handle("INT", () -> signalled("interrupt"));
    }

    void signalled(String name) {
        if (reason.isDone()) {
            LOG.info("Received second signal {}, forcing immediate exit", name);
            forcedExit.run();
            return;
        }
        LOG.info("Received signal {}, initiating graceful shutdown...", name);
        stop(new Reason.Asked());
    }

    /** Asked by whoever runs the program inside another one. */
    void asked() {
        stop(new Reason.Asked());
    }

    void subscriptionFailed(String error) {
        SubscriptionErrors.log(error);
        stop(new Reason.SubscriptionFailed(error));
    }

    /** Waits for the first request. */
    Reason await() {
        return reason.join();
    }

    private void stop(Reason why) {
        LOG.info("Shutdown initiated, marking not ready");
        readiness.shutDown();
        reason.complete(why);
    }
}
