package io.hyperfleet.adapter.app.tracing;

import java.time.Duration;
import java.util.Optional;

/** A span that nobody collects: it only keeps the trace together. */
record UnrecordedSpan(SpanContext context) implements Span {

    /** Makes such spans. */
    static Tracer tracer(Sampling sampling) {
        return new Tracer() {
            @Override
            public Span begin(String name, Optional<SpanContext> parent) {
                return new UnrecordedSpan(parent.map(context -> context.child().sampledBy(sampling))
                        .orElseGet(() -> SpanContext.newTrace(sampling)));
            }

            @Override
            public Optional<String> close(Duration limit) {
                return Optional.empty();
            }
        };
    }

    @Override
    public Span child(String name, Kind kind) {
        return new UnrecordedSpan(context.child());
    }

    @Override
    public void attribute(String key, String value) {
        // Nobody collects it.
    }

    @Override
    public void attribute(String key, long value) {
        // Nobody collects it.
    }

    @Override
    public void failed(String errorType, String description) {
        // Nobody collects it.
    }

    @Override
    public void end() {
        // Nobody waits for it.
    }
}
