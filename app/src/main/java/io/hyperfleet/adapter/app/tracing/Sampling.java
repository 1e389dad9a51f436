package io.hyperfleet.adapter.app.tracing;

import java.util.Optional;

/**
 * Which traces are recorded.
 *
 * @param parentDecides whether a trace that came with an event keeps what was decided where it began
 * @param ratio of the traces about which is decided here; 0 for none, 1 for all
 */
public record Sampling(boolean parentDecides, double ratio) {

    /** What happens if nothing is configured. */
    static final Sampling STANDARD = new Sampling(true, 1);

    private static final int LOW_HALF = 16;

    /** Whether a trace is recorded. Every process comes to the same answer for the same trace and ratio. */
    public boolean samples(String traceId, Optional<Boolean> parent) {
        if (parentDecides && parent.isPresent()) {
            return parent.get();
        }
        // The lower half of the id, without its lowest bit, as a fraction of all such numbers.
        long fraction = Long.parseUnsignedLong(traceId, LOW_HALF, traceId.length(), 16) >>> 1;
        return ratio >= 1 || fraction < (long) (ratio * 0x1p63);
    }
}
