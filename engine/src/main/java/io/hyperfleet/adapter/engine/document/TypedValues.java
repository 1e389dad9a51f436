package io.hyperfleet.adapter.engine.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of nodes into the types a configuration asks for, by the rules of Go's yaml.v3. What cannot be converted
 * becomes a problem whose text is the one of yaml.v3.
 */
public final class TypedValues {

    private static final String TEXT_TYPE = "string";
    private static final int SHOWN = 10;

    private TypedValues() {}

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
            problems.add(wrongType(node, "", "map[string]interface {}", "an object"));
            return Optional.empty();
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            if (!(entry.key() instanceof Node.Scalar key)) {
                problems.add(wrongType(entry.key(), "", TEXT_TYPE, "a text"));
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
     * @param type the type's name in the texts of the original program
     * @param wanted what must stand there, in words
     */
    static Problem wrongType(Node node, String path, String type, String wanted) {
        String shown = node instanceof Node.Scalar scalar ? " `" + shortened(scalar.text()) + "`" : "";
        String message = "cannot unmarshal " + node.tag() + shown + " into " + type;
        return Problem.error("wrong-type", node.place(), path, message)
                .withHint("this must be " + wanted)
                .withOriginal("line " + node.place().line() + ": " + message);
    }

    private static String shortened(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN - 3) + "..." : text;
    }
}
