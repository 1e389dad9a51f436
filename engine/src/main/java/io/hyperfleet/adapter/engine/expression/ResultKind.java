package io.hyperfleet.adapter.engine.expression;

/** What can be told of the result of an expression from its text alone. */
public enum ResultKind {
    BOOLEAN,
    /** An optional value, present or absent. */
    OPTIONAL,
    /** Certainly neither. */
    OTHER,
    UNKNOWN
}
