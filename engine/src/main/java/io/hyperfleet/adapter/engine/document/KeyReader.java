package io.hyperfleet.adapter.engine.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one map into the types they must have. The keys that are asked for are the known ones; {@link
 * #finish} reports all others. A key without a value counts as absent. What is wrong becomes a problem with its place,
 * with the text of Go's yaml.v3 as {@link Problem#originalText}, and counts as absent too, so that reading goes on and
 * finds the next mistake.
 */
public final class KeyReader {

    private final Node.Mapping mapping;
    private final String path;
    private final String goType;
    private final Problems problems;
    private final Strictness strictness;
    private final KeyStyle style;
    private final Map<String, Node> values = new HashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    /** What becomes of unknown keys. */
    public enum Strictness {
        /** They are errors. */
        STRICT,
        /** They are warnings. */
        LENIENT
    }

    private KeyReader(
            Node.Mapping mapping,
            String path,
            String goType,
            Problems problems,
            Strictness strictness,
            KeyStyle style) {
        this.mapping = mapping;
        this.path = path;
        this.goType = goType;
        this.problems = problems;
        this.strictness = strictness;
        this.style = style;
        for (Node.Entry entry : mapping.entries()) {
            if (!(entry.key() instanceof Node.Scalar key)) {
                problems.add(TypedValues.wrongType(entry.key(), path, "string"));
            } else if (!entry.value().isNull()) {
                values.putIfAbsent(style.compared(key.text()), entry.value());
            }
        }
    }

    /**
     * Begins to read a map.
     *
     * @param path where it stands in the configuration; empty for the document
     * @param goType the name of its type in the texts of the original program
     * @param style how the file spells the keys, which are asked for in snake case
     * @return empty when it is null or no map, which is reported
     */
    public static Optional<KeyReader> of(
            Node node, String path, String goType, Problems problems, Strictness strictness, KeyStyle style) {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(new KeyReader(mapping, path, goType, problems, strictness, style));
        }
        problems.add(TypedValues.wrongType(node, path, goType));
        return Optional.empty();
    }

    public Place place() {
        return mapping.place();
    }

    /** Where the map stands in the configuration; empty for the document. */
    public String path() {
        return path;
    }

    public String pathOf(String key) {
        String spelled = spelled(key);
        return path.isEmpty() ? spelled : path + "." + spelled;
    }

    /** A key as the file spells it. */
    public String spelled(String key) {
        return style.spell(key);
    }

    /** Where a key's value stands; the map itself when the key is absent. */
    public Place placeOf(String key) {
        return find(key).map(Node::place).orElse(place());
    }

    /** Where a key itself stands; the map when the key is absent. */
    public Place placeOfKey(String key) {
        String compared = style.compared(known(key));
        return mapping.entries().stream()
                .map(Node.Entry::key)
                .filter(entry -> entry instanceof Node.Scalar name
                        && style.compared(name.text()).equals(compared))
                .findFirst()
                .map(Node::place)
                .orElse(place());
    }

    /** Whether the map says nothing at all. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean has(String key) {
        return find(key).isPresent();
    }

    /** Any scalar, by its text as written. */
    public Node.@Nullable Scalar text(String key) {
        Node node = values.get(style.compared(known(key)));
        if (node == null || node instanceof Node.Scalar) {
            return (Node.Scalar) node;
        }
        problems.add(TypedValues.wrongType(node, pathOf(key), "string"));
        return null;
    }

    /** A text that every reader of the file relies on: an empty one in the place of the map when it is absent. */
    public Node.Scalar requiredText(String key) {
        Node.Scalar text = text(key);
        return text != null ? text : absentText();
    }

    /** An empty text in the place of the map. */
    public Node.Scalar absentText() {
        return new YamlScalar(place(), "", ScalarTypes.TEXT, "", false, ScalarSource.unwritten());
    }

    public boolean flag(String key, boolean absent) {
        Optional<Node> node = find(key);
        Optional<Boolean> flag = node.flatMap(TypedValues::flag);
        reportUnless(flag.isPresent(), node, key, "bool");
        return flag.orElse(absent);
    }

    /** 0 when absent. */
    public int integer(String key) {
        Optional<Node> node = find(key);
        Optional<Long> number = node.flatMap(TypedValues::integer);
        reportUnless(number.isPresent(), node, key, "int");
        return Math.clamp(number.orElse(0L), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public @Nullable Node any(String key) {
        return values.get(style.compared(known(key)));
    }

    public Optional<KeyReader> object(String key, String objectType) {
        return object(key, objectType, strictness);
    }

    public Optional<KeyReader> object(String key, String objectType, Strictness objectStrictness) {
        return find(key).flatMap(node -> of(node, pathOf(key), objectType, problems, objectStrictness, style));
    }

    /** The items of a list of maps. Items that are null do not count. */
    public List<KeyReader> objects(String key, String itemType) {
        Optional<Node> node = find(key);
        if (!(node.orElse(null) instanceof Node.Sequence sequence)) {
            reportUnless(false, node, key, "[]" + itemType);
            return List.of();
        }
        List<KeyReader> objects = new ArrayList<>();
        int index = 0;
        for (Node item : sequence.items()) {
            if (!item.isNull()) {
                of(item, pathOf(key) + "[" + index++ + "]", itemType, problems, strictness, style)
                        .ifPresent(objects::add);
            }
        }
        return objects;
    }

    /** The entries of a map of texts. */
    public List<Node.Entry> texts(String key) {
        Optional<Node> node = find(key);
        if (!(node.orElse(null) instanceof Node.Mapping map)) {
            reportUnless(false, node, key, "map[string]string");
            return List.of();
        }
        List<Node.Entry> texts = new ArrayList<>();
        for (Node.Entry entry : map.entries()) {
            if (entry.key() instanceof Node.Scalar && entry.value() instanceof Node.Scalar) {
                texts.add(entry);
            } else {
                Node wrong = entry.key() instanceof Node.Scalar ? entry.value() : entry.key();
                problems.add(TypedValues.wrongType(wrong, pathOf(key), "string"));
            }
        }
        return texts;
    }

    /** Reports the keys that nobody asked for. To be called when all known ones have been asked for. */
    public void finish() {
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key() instanceof Node.Scalar key && !isKnown(key.text())) {
                problems.add(unknownKey(key));
            }
        }
    }

    private boolean isKnown(String key) {
        return known.stream().anyMatch(name -> style.compared(name).equals(style.compared(key)));
    }

    private Problem unknownKey(Node.Scalar key) {
        String name = key.text();
        String message = "unknown key \"" + name + "\"" + (path.isEmpty() ? "" : " in " + path);
        String hint = Suggestions.didYouMean(name, known).orElseGet(() -> "known keys are " + String.join(", ", known));
        Severity severity = strictness == Strictness.STRICT ? Severity.ERROR : Severity.WARNING;
        String original = "line " + key.place().line() + ": field " + name + " not found in type " + goType;
        return new Problem(
                severity,
                "unknown-key",
                key.place(),
                path.isEmpty() ? name : path + "." + name,
                message,
                hint,
                original);
    }

    private Optional<Node> find(String key) {
        return Optional.ofNullable(values.get(style.compared(known(key))));
    }

    private String known(String key) {
        String spelled = spelled(key);
        known.add(spelled);
        return spelled;
    }

    private void reportUnless(boolean right, Optional<Node> node, String key, String type) {
        if (!right && node.isPresent()) {
            problems.add(TypedValues.wrongType(node.get(), pathOf(key), type));
        }
    }
}
