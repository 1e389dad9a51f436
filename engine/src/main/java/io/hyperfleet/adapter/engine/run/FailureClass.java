package io.hyperfleet.adapter.engine.run;

/** Whether trying again later can help. */
public enum FailureClass {
    /** The other side was not there, too busy or too slow. */
    TRANSIENT,
    /** The same event would fail the same way again. */
    TERMINAL
}
