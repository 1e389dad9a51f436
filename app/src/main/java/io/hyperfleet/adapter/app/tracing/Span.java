package io.hyperfleet.adapter.app.tracing;

/** Something that takes time, told to whoever collects traces. Used by the thread of its event only. */
public interface Span {

    /** Where the time goes. */
    enum Kind {
        INTERNAL,
        CLIENT
    }

    SpanContext context();

    /** Begins a span below this one. */
    Span child(String name, Kind kind);

    void attribute(String key, String value);

    void attribute(String key, long value);

    /** What the span is about went wrong. */
    void failed(String errorType, String description);

    /** To be called once. */
    void end();
}
