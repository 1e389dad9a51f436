package io.hyperfleet.gotemplate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Go type of a function's parameter, and with it the Java class in which the argument arrives. */
public enum ParameterType {
    /** {@code interface {}}: any value, also null. */
    ANY("interface {}"),
    /** {@link String}. */
    STRING("string"),
    /** {@link Boolean}. */
    BOOL("bool"),
    /** {@link Long}. */
    INT("int"),
    /** {@link Double}. */
    FLOAT64("float64"),
    /** {@link java.time.ZonedDateTime}. */
    TIME("time.Time"),
    /** {@link java.time.Duration}. */
    DURATION("time.Duration"),
    /** {@link java.util.List}. */
    LIST("[]interface {}"),
    /** {@link java.util.Map}. */
    MAP("map[string]interface {}");

    private final String goName;

    ParameterType(String goName) {
        this.goName = goName;
    }

    /** The type as Go's messages spell it. */
    public String goName() {
        return goName;
    }

    /** The value as an argument of this type, null if it is of another. */
    @Nullable
    Object accepted(Object value) {
        return switch (this) {
            case ANY -> value;
            case STRING -> value instanceof String ? value : null;
            case BOOL -> value instanceof Boolean ? value : null;
            case INT -> GoType.of(value) == GoType.INT ? (Object) GoType.toLong(value) : null;
            case FLOAT64 -> value instanceof Double ? value : null;
            case TIME -> GoType.of(value) == GoType.TIME ? GoTime.zoned(value) : null;
            case DURATION -> value instanceof Duration ? value : null;
            case LIST -> value instanceof List<?> ? value : null;
            case MAP -> value instanceof Map<?, ?> ? value : null;
        };
    }

    /** True for the types whose values may be nil in Go. */
    boolean acceptsNil() {
        return this == ANY || this == LIST || this == MAP;
    }
}
