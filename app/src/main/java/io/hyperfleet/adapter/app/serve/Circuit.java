package io.hyperfleet.adapter.app.serve;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether a downstream can be relied on, judged by the last {@value #WINDOW} calls: it opens when at least
 * {@value #FAILURES_TO_OPEN} of them failed in a way that may pass. A single resource that fails among many that work does
 * not open it. Safe for use by any thread.
 */
final class Circuit {

    private static final int WINDOW = 10;
    private static final int FAILURES_TO_OPEN = 5;

    private final Deque<Boolean> lastCalls = new ArrayDeque<>();
    private int failures;
    private boolean open;

    /**
     * @param failed whether the call failed in a way that may pass
     * @return whether the circuit opened with this call
     */
    synchronized boolean record(boolean failed) {
        lastCalls.addLast(failed);
        failures += failed ? 1 : 0;
        if (lastCalls.size() > WINDOW && lastCalls.removeFirst()) {
            failures--;
        }
        boolean opens = !open && failures >= FAILURES_TO_OPEN;
        open |= opens;
        return opens;
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** Whether the last call went well. */
    synchronized boolean answers() {
        return Boolean.FALSE.equals(lastCalls.peekLast());
    }

    /**
     * The downstream is to be relied on again; what was before does not count.
     *
     * @return whether it was open
     */
    synchronized boolean close() {
        boolean wasOpen = open;
        open = false;
        failures = 0;
        lastCalls.clear();
        return wasOpen;
    }
}
