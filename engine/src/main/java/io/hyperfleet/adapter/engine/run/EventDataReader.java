package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.EventData.Owner;
import io.hyperfleet.adapter.engine.run.EventData.Reference;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads event data twice, as the original does: strictly for the reference, as it is for everything else. */
final class EventDataReader {

    private static final String STRUCT = "EventData";

    private EventDataReader() {}

    static EventData read(String json) {
        if (json.isEmpty()) {
            return new EventData.Parsed(Map.of(), new Reference("", "", "", 0, Optional.empty()));
        }
        // Integers are told from other numbers here, because a generation of 5.0 is refused.
        return switch (JsonDecoder.kubernetesObject().decode(json)) {
            case JsonDecoder.Decoded.Malformed(String reason) -> unreadable(reason);
            case JsonDecoder.Decoded.Value(Object value)
            when value != null && !(value instanceof Map) ->
                unreadable("json: cannot unmarshal " + typeOf(value) + " into Go value of type executor." + STRUCT);
            case JsonDecoder.Decoded.Value(Object value) -> {
                try {
                    Reference reference = reference(AnswerObject.fields(value));
                    yield parsed(json, reference);
                } catch (WrongType e) {
                    yield unreadable(e.reason);
                }
            }
        };
    }

    private static EventData parsed(String json, Reference reference) {
        return switch (JsonDecoder.eventData().decodeObject(json)) {
            case JsonDecoder.Decoded.Malformed(String reason) -> unreadable(reason);
            case JsonDecoder.Decoded.Value(Object value) ->
                new EventData.Parsed(value == null ? null : AnswerObject.fields(value), reference);
        };
    }

    private static EventData unreadable(String reason) {
        return new EventData.Unreadable("failed to unmarshal to EventData: error=" + reason);
    }

    private static Reference reference(Map<String, @Nullable Object> fields) throws WrongType {
        String id = text(fields, "id", "");
        String kind = text(fields, "kind", "");
        String href = text(fields, "href", "");
        return new Reference(id, kind, href, generation(fields), owner(fields));
    }

    private static long generation(Map<String, @Nullable Object> fields) throws WrongType {
        return switch (member(fields, "generation")) {
            case null -> 0;
            case Long number -> number;
            case Double number -> throw new WrongType("number " + GoFormat.value(number), "generation", "int64");
            case Object other -> throw new WrongType(typeOf(other), "generation", "int64");
        };
    }

    private static Optional<Owner> owner(Map<String, @Nullable Object> fields) throws WrongType {
        String field = "owner_references";
        Object value = member(fields, field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Map)) {
            throw new WrongType(typeOf(value), field, "executor.ResourceRef");
        }
        Map<String, @Nullable Object> owner = AnswerObject.fields(value);
        String path = field + ".";
        return Optional.of(new Owner(text(owner, "id", path), text(owner, "kind", path), text(owner, "href", path)));
    }

    private static String text(Map<String, @Nullable Object> fields, String name, String path) throws WrongType {
        return switch (member(fields, name)) {
            case null -> "";
            case String text -> text;
            case Object other -> throw new WrongType(typeOf(other), path + name, "string");
        };
    }

    /** The last member of that name in any case; null when there is none. */
    private static @Nullable Object member(Map<String, @Nullable Object> fields, String name) {
        Object found = null;
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            if (field.getKey().equalsIgnoreCase(name) && field.getValue() != null) {
                found = field.getValue();
            }
        }
        return found;
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case String _ -> "string";
            case Boolean bool -> "bool";
            default -> "number";
        };
    }

    /** A member of a type it must not have. */
    private static final class WrongType extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        WrongType(String found, String field, String wanted) {
            super(field, null, false, false);
            this.reason = "json: cannot unmarshal " + found + " into Go struct field " + STRUCT + "." + field
                    + " of type " + wanted;
        }
    }
}
