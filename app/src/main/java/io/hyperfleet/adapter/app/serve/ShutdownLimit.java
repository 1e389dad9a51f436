package io.hyperfleet.adapter.app.serve;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stopping may not take for ever, whatever hangs: when the time is over the process is ended, and what is unsettled is
 * delivered again. Closing calls it off, so it is closed after everything that could hang.
 */
final class ShutdownLimit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownLimit.class);

    /** For what is left to do when the broker has been let go. */
    private static final Duration CLEAN_UP = Duration.ofSeconds(1);

    private final Duration limit;
    private final Thread watchman;

    /**
     * @param limit counted from {@link #begin}
     * @param exit ends the process
     */
    ShutdownLimit(Duration limit, Runnable exit) {
        this.limit = limit;
        this.watchman = Thread.ofPlatform().name("shutdown-limit").daemon().unstarted(() -> endLater(exit));
    }

    /** The program was told to stop. */
    void begin() {
        watchman.start();
    }

    @Override
    public void close() {
        watchman.interrupt();
    }

    private void endLater(Runnable exit) {
        try {
            Thread.sleep(limit.plus(CLEAN_UP));
        } catch (InterruptedException e) {
            return;
        }
        LOG.warn("Shutdown timeout of {} s is over, forcing exit", limit.toSeconds());
        exit.run();
    }
}
