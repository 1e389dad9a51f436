package io.hyperfleet.adapter.engine.document;

/** How bad a {@link Problem} is: an error keeps the program from starting, a warning does not. */
public enum Severity {
    ERROR,
    WARNING
}
