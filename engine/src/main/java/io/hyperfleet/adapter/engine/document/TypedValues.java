package io.hyperfleet.adapter.engine.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of nodes into the types a configuration asks for, by the rules of Go's yaml.v3: a text is any scalar as
 * written, a boolean may be a word of YAML 1.1, an integer loses its fraction.
 */
public final class TypedValues {

    private static final Set<String> YES = Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> NO = Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");
    private static final int SHOWN = 10;

    private TypedValues() {}

    /** Also {@code yes}, {@code no}, {@code on}, {@code off}, even in quotes; a quoted {@code true} is a text. */
    public static Optional<Boolean> flag(Node node) {
        return switch (node.value()) {
            case Boolean flag -> Optional.of(flag);
            case String word when YES.contains(word) -> Optional.of(true);
            case String word when NO.contains(word) -> Optional.of(false);
            case null, default -> Optional.empty();
        };
    }

    /** A fraction is cut off; {@code 1e2} is 100. */
    public static Optional<Long> integer(Node node) {
        return switch (node.value()) {
            case Long number -> Optional.of(number);
            case Double number when Math.abs(number) < 0x1p63 -> Optional.of(number.longValue());
            case null, default -> Optional.empty();
        };
    }

    /** Any number. */
    public static Optional<Double> decimal(Node node) {
        return node.value() instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /**
     * The node as an object with text keys, as a manifest or a payload file must be. Keys that are other scalars become
     * their text; a null key is left out. Maps further inside keep their keys as they are.
     *
     * @return empty when it is null or no object
     */
    public static Optional<Map<String, @Nullable Object>> object(Node node, Problems problems) {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(wrongType(node, "", "map[string]interface {}"));
            return Optional.empty();
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            if (!(entry.key() instanceof Node.Scalar key)) {
                problems.add(wrongType(entry.key(), "", "string"));
            } else if (!key.isNull()) {
                object.put(key.text(), entry.value().value());
            }
        }
        return Optional.of(object);
    }

    /** Several problems of types and keys as yaml.v3 reports them together. */
    public static String errorText(List<Problem> problems) {
        return problems.stream()
                .map(Problem::originalText)
                .collect(Collectors.joining("\n  ", "yaml: unmarshal errors:\n  ", ""));
    }

    /**
     * A value of another type than asked for.
     *
     * @param path of the value; empty for the document itself
     * @param goType the type asked for, in the words of the original program, for example {@code int} or {@code
     *     []configloader.Parameter}
     */
    public static Problem wrongType(Node node, String path, String goType) {
        String shown = node instanceof Node.Scalar scalar ? " `" + shortened(scalar.text()) + "`" : "";
        String subject = path.isEmpty() ? "this" : path;
        String message = subject + " must be " + wanted(goType) + ", not " + found(node);
        return Problem.error("wrong-type", node.place(), path, message)
                .withOriginal(
                        "line " + node.place().line() + ": cannot unmarshal " + node.tag() + shown + " into " + goType);
    }

    private static String shortened(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN - 3) + "..." : text;
    }

    private static String wanted(String goType) {
        if (goType.startsWith("[]")) {
            return "a list";
        }
        return switch (goType) {
            case "string" -> "a text";
            case "bool" -> "true or false";
            case "int" -> "a whole number without quotes";
            case "float32" -> "a number without quotes";
            case "time.Duration" -> "a text with a number and its unit, such as 10s";
            default -> "a block of keys and values";
        };
    }

    private static String found(Node node) {
        return switch (node) {
            case Node.Mapping _ -> "a block of keys and values";
            case Node.Sequence _ -> "a list";
            case Node.Scalar scalar
            when scalar.tag().equals(ScalarTypes.TEXT) -> "the text \"" + shortened(scalar.text()) + "\"";
            case Node.Scalar scalar -> shortened(scalar.text());
        };
    }
}
