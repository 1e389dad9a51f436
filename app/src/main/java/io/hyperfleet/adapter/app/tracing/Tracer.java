package io.hyperfleet.adapter.app.tracing;

import java.time.Duration;
import java.util.Optional;

/** Begins the spans of events. Used by many threads at once. */
public interface Tracer {

    /**
     * The first span of this process for an event.
     *
     * @param parent what came with the event; without it a new trace begins
     */
    Span begin(String name, Optional<SpanContext> parent);

    /** Hands on what is left, within the limit; the error that prevented it, if any. */
    Optional<String> close(Duration limit);
}
