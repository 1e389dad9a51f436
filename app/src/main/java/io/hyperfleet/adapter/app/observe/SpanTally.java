package io.hyperfleet.adapter.app.observe;

/** Counts what becomes of spans that are to be exported. Told by many threads at once. */
public interface SpanTally {

    /** A span ended that the collector is to have. */
    void ended();

    /** The collector has so many more. The difference to those that {@link #ended} waits, or is lost. */
    void exported(int spans);
}
