package io.hyperfleet.adapter.app.dryrun;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in a file with a fixed form: their names in any case, their types strict, unknown ones
 * ignored, as Go's JSON decoder takes them.
 *
 * @param goStruct how errors name the object
 */
record JsonFields(Map<?, ?> members, String goStruct) {

    /** Null when there is none, or when it is null. */
    @Nullable
    Object any(String name) {
        Object found = null;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (member.getValue() != null && name.equalsIgnoreCase(String.valueOf(member.getKey()))) {
                found = member.getValue();
            }
        }
        return found;
    }

    /** Empty when there is none. */
    String text(String name) throws Refused {
        return switch (any(name)) {
            case null -> "";
            case String text -> text;
            case Object other -> throw wrongType(other, name, "string");
        };
    }

    /** 0 when there is none. */
    int integer(String name) throws Refused {
        return switch (any(name)) {
            case null -> 0;
            case Double number
            when number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE -> number.intValue();
            case Object other -> throw wrongType(other, name, "int");
        };
    }

    /** Empty when there is none. */
    List<?> list(String name, String goType) throws Refused {
        return switch (any(name)) {
            case null -> List.of();
            case List<?> list -> list;
            case Object other -> throw wrongType(other, name, goType);
        };
    }

    /** Without members when there is none. */
    JsonFields object(String name, String goType) throws Refused {
        return switch (any(name)) {
            case null -> new JsonFields(Map.of(), goType);
            case Map<?, ?> map -> new JsonFields(map, goType);
            case Object other -> throw wrongType(other, name, goType);
        };
    }

    static String typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case String _ -> "string";
            case Boolean bool -> "bool";
            default -> "number";
        };
    }

    private Refused wrongType(Object found, String name, String goType) {
        return new Refused("json: cannot unmarshal " + typeOf(found) + " into Go struct field " + goStruct + "." + name
                + " of type " + goType);
    }
}
