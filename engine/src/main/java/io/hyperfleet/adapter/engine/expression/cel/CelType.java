package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.gotemplate.Uint64;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CEL type as a value, as {@code type(x)} returns it. */
record CelType(String name) {

    static final CelType BOOL = new CelType("bool");
    static final CelType BYTES = new CelType("bytes");
    static final CelType DOUBLE = new CelType("double");
    static final CelType DURATION = new CelType("google.protobuf.Duration");
    static final CelType INT = new CelType("int");
    static final CelType LIST = new CelType("list");
    static final CelType MAP = new CelType("map");
    static final CelType NULL = new CelType("null_type");
    static final CelType OPTIONAL = new CelType("optional_type");
    static final CelType STRING = new CelType("string");
    static final CelType TIMESTAMP = new CelType("google.protobuf.Timestamp");
    static final CelType TYPE = new CelType("type");
    static final CelType UINT = new CelType("uint");

    private static final Map<String, CelType> BY_NAME = Map.ofEntries(
            Map.entry("bool", BOOL),
            Map.entry("bytes", BYTES),
            Map.entry("double", DOUBLE),
            Map.entry("google.protobuf.Duration", DURATION),
            Map.entry("google.protobuf.Timestamp", TIMESTAMP),
            Map.entry("int", INT),
            Map.entry("list", LIST),
            Map.entry("map", MAP),
            Map.entry("null_type", NULL),
            Map.entry("optional_type", OPTIONAL),
            Map.entry("string", STRING),
            Map.entry("type", TYPE),
            Map.entry("uint", UINT));

    /** The type an identifier names; null when it names none. */
    static @Nullable CelType named(String name) {
        return BY_NAME.get(name);
    }

    static CelType of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case Boolean _ -> BOOL;
            case Long _ -> INT;
            case Double _ -> DOUBLE;
            case String _ -> STRING;
            case Uint64 _ -> UINT;
            case byte[] bytes -> BYTES;
            case List<?> _ -> LIST;
            case Map<?, ?> _ -> MAP;
            case OffsetDateTime _ -> TIMESTAMP;
            case Duration _ -> DURATION;
            case OptionalValue _ -> OPTIONAL;
            case CelType _ -> TYPE;
            default -> throw new IllegalArgumentException("not a CEL value: " + value.getClass());
        };
    }

    static String nameOf(@Nullable Object value) {
        return of(value).name;
    }

    /** The type's name in the original program, which one of its messages shows. */
    static String goNameOf(@Nullable Object value) {
        return switch (nameOf(value)) {
            case "null_type" -> "types.Null";
            case "optional_type" -> "*types.Optional";
            case "type" -> "*types.Type";
            case "google.protobuf.Timestamp" -> "types.Timestamp";
            case "google.protobuf.Duration" -> "types.Duration";
            case String name -> "types." + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        };
    }
}
