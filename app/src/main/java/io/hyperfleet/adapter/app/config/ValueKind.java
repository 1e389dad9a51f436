package io.hyperfleet.adapter.app.config;

import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.Parsed;

/** The kinds of configuration values. */
public enum ValueKind {
    TEXT("string", "string"),
    FLAG("bool", "bool"),
    INTEGER("int", "int"),
    FLOAT("float", "float32"),
    DURATION("string", "time.Duration");

    private final String typeName;
    private final String goType;

    ValueKind(String typeName, String goType) {
        this.typeName = typeName;
        this.goType = goType;
    }

    /** Reads a value as flags and environment variables spell it: a String, Boolean, Long, Double or Duration. */
    public Parsed<?> parse(String text) {
        return switch (this) {
            case TEXT -> new Parsed<>(text, null);
            case FLAG -> GoNumbers.parseBool(text);
            case INTEGER -> GoNumbers.parseInt(text, 0, Long.SIZE);
            case FLOAT -> GoNumbers.parseFloat(text);
            case DURATION -> GoDuration.parse(text);
        };
    }

    /** As help calls it. */
    public String typeName() {
        return typeName;
    }

    /** As the error texts of the original program call it. */
    public String goType() {
        return goType;
    }
}
