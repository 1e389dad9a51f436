package io.hyperfleet.adapter.maestro;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a typed object may look like. Reading drops what Go's types do not know, nulls, and values that they
 * leave out when empty; a value of another type is refused.
 */
sealed interface Shape {

    /** A text, left out when empty. */
    record Text() implements Shape {}

    /** A text that is a time as RFC 3339 writes it, left out when empty. */
    record Time() implements Shape {}

    record Whole() implements Shape {}

    record Flag() implements Shape {}

    /** Anything; never looked into. */
    record Raw() implements Shape {}

    /** Texts by name, left out when there are none. */
    record Texts() implements Shape {}

    /** Left out when empty. */
    record ListOf(Shape element) implements Shape {}

    /**
     * @param always texts that are there even when empty
     */
    record Fields(Map<String, Shape> fields, List<String> always) implements Shape {}

    /** A value that has another type than the place it stands in. */
    final class MismatchException extends Exception {

        private static final long serialVersionUID = 1L;

        private MismatchException(String path, @Nullable Object value, String expected) {
            super("json: cannot unmarshal " + kindOf(value) + " into Go struct field ManifestWork." + path + " of type "
                    + expected);
        }

        private MismatchException(String path, String text) {
            super(path + ": \"" + text + "\" is no time, which is written like 2006-01-02T15:04:05Z");
        }
    }

    /** The value without all that has no place; empty when nothing is left. */
    default Optional<Object> read(@Nullable Object value, String path) throws MismatchException {
        if (value == null) {
            return Optional.empty();
        }
        return switch (this) {
            case Text() -> Optional.<Object>of(text(value, path)).filter(text -> !text.equals(""));
            case Time() -> Optional.<Object>of(time(value, path)).filter(text -> !text.equals(""));
            case Whole() -> {
                if (!(value instanceof Long)) {
                    throw new MismatchException(path, value, "int64");
                }
                yield Optional.of(value);
            }
            case Flag() -> {
                if (!(value instanceof Boolean)) {
                    throw new MismatchException(path, value, "bool");
                }
                yield Optional.of(value);
            }
            case Raw() -> Optional.of(value);
            case Texts() -> texts(value, path);
            case ListOf(Shape element) -> list(element, value, path);
            case Fields fields -> Optional.of(object(fields, value, path));
        };
    }

    private static String text(@Nullable Object value, String path) throws MismatchException {
        if (value instanceof String text) {
            return text;
        }
        throw new MismatchException(path, value, "string");
    }

    private static String time(@Nullable Object value, String path) throws MismatchException {
        String text = text(value, path);
        try {
            if (!text.isEmpty()) {
                var _ = OffsetDateTime.parse(text);
            }
            return text;
        } catch (DateTimeParseException e) {
            throw new MismatchException(path, text);
        }
    }

    private static Optional<Object> texts(Object value, String path) throws MismatchException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MismatchException(path, value, "map[string]string");
        }
        Map<String, Object> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            texts.put(String.valueOf(entry.getKey()), entry.getValue() == null ? "" : text(entry.getValue(), path));
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }

    private static Optional<Object> list(Shape element, Object value, String path) throws MismatchException {
        if (!(value instanceof List<?> list)) {
            throw new MismatchException(path, value, "[]" + (element instanceof Text ? "string" : "object"));
        }
        List<Object> read = new ArrayList<>();
        for (Object item : list) {
            element.read(item, path).ifPresent(read::add);
        }
        return read.isEmpty() ? Optional.empty() : Optional.of(read);
    }

    private static Map<String, Object> object(Fields shape, Object value, String path) throws MismatchException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MismatchException(path, value, "object");
        }
        Map<String, Object> read = new LinkedHashMap<>();
        for (Map.Entry<String, Shape> field : shape.fields().entrySet()) {
            String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            field.getValue().read(map.get(field.getKey()), inner).ifPresent(found -> read.put(field.getKey(), found));
        }
        shape.always().forEach(key -> read.putIfAbsent(key, ""));
        return read;
    }

    private static String kindOf(@Nullable Object value) {
        return switch (value) {
            case String _ -> "string";
            case Boolean _ -> "bool";
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case null, default -> "number";
        };
    }
}
