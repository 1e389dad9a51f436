package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.KeyStyle;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.document.TypedValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A checked task file as plain maps for {@code config-dump}: values as written, keys in the order the original program
 * prints them, empty ones left out, a manifest that is a reference replaced by the text of its file.
 */
final class TaskValues {

    /** How a value is shown. */
    private sealed interface Shape {

        /** A scalar as its text. */
        record Text() implements Shape {}

        /** A text, without user and password. */
        record Url() implements Shape {}

        /** A list of headers, without values. */
        record Headers() implements Shape {}

        /** A switch, left out when off. */
        record Flag() implements Shape {}

        /** A switch that is on when left out. */
        record FlagByDefault() implements Shape {}

        record Count() implements Shape {}

        /** Anything, maps sorted by key. */
        record Free() implements Shape {}

        /** Anything, or a reference to a file. */
        record Manifest() implements Shape {}

        record Block(List<Key> keys) implements Shape {}

        record ListOf(Shape item) implements Shape {}

        /** A text, or a block. */
        record TextOr(Shape block) implements Shape {}
    }

    /**
     * @param always whether it is shown even when it is not given
     */
    private record Key(String name, Shape shape, boolean always) {}

    /** Headers whose values are no secrets. */
    private static final Set<String> OPEN_HEADERS = Set.of("accept", "content-type");

    private static final Shape TEXT = new Shape.Text();
    private static final Shape FREE = new Shape.Free();
    private static final Shape WHEN = block(required("expression", TEXT));
    private static final Shape LOG = block(required("message", TEXT), optional("level", TEXT));
    private static final Shape HEADERS = listOf(required("name", TEXT), required("value", TEXT));
    private static final Shape CALL = block(
            required("method", TEXT),
            required("url", new Shape.Url()),
            optional("timeout", TEXT),
            optional("retry_backoff", TEXT),
            optional("body", TEXT),
            optional("headers", new Shape.Headers()),
            optional("retry_attempts", new Shape.Count()));
    private static final Shape SOURCE = new Shape.TextOr(block(
            optional("api_call", CALL),
            optional("expression", TEXT),
            optional("file", block(optional("trim", new Shape.FlagByDefault()), required("path", TEXT)))));
    private static final Shape DISCOVERY = block(
            optional("by_selectors", block(optional("label_selector", FREE))),
            optional("namespace", TEXT),
            optional("by_name", TEXT));
    private static final Shape LIFECYCLE = block(
            optional("delete", block(optional("when", WHEN), optional("propagationPolicy", TEXT))),
            optional("create", block(optional("when", WHEN))));
    private static final Shape POST = block(
            optional(
                    "payloads",
                    listOf(
                            optional("build", FREE),
                            optional("when", WHEN),
                            required("name", TEXT),
                            optional("build_ref", TEXT))),
            optional(
                    "post_actions",
                    listOf(
                            optional("api_call", CALL),
                            optional("log", LOG),
                            required("name", TEXT),
                            optional("when", WHEN))));
    private static final Shape PARAMS = listOf(
            optional("default", FREE),
            required("name", TEXT),
            optional("source", SOURCE),
            optional("type", TEXT),
            optional("description", TEXT),
            optional("required", new Shape.Flag()));
    private static final Shape PRECONDITIONS = listOf(
            optional("api_call", CALL),
            optional("log", LOG),
            required("name", TEXT),
            optional("expression", TEXT),
            optional(
                    "capture",
                    listOf(
                            optional("default", FREE),
                            required("name", TEXT),
                            optional("field", TEXT),
                            optional("expression", TEXT))),
            optional(
                    "conditions",
                    listOf(
                            required("field", TEXT),
                            required("operator", TEXT),
                            optional("value", FREE),
                            optional("values", FREE))));
    private static final Shape RESOURCES = listOf(
            required("name", TEXT),
            optional(
                    "transport",
                    block(
                            optional(
                                    "kubernetes",
                                    block(
                                            optional("server_side_apply", new Shape.Flag()),
                                            optional("repair_drift", new Shape.Flag()))),
                            optional("maestro", block(required("target_cluster", TEXT))),
                            required("client", TEXT))),
            optional("manifest", new Shape.Manifest()),
            optional("discovery", DISCOVERY),
            optional("lifecycle", LIFECYCLE),
            optional("nested_discoveries", listOf(required("discovery", DISCOVERY), required("name", TEXT))),
            optional("recreate_on_change", new Shape.Flag()));

    /** The parts of a task, in the order of the dump. */
    static final List<String> PARTS = List.of("post", "params", "preconditions", "resources");

    private static final List<Shape> PART_SHAPES = List.of(POST, PARAMS, PRECONDITIONS, RESOURCES);

    private final Source files;
    private final KeyStyle style;

    /**
     * @param files where references lead to
     * @param style how the task spells its keys; they are shown in snake case
     */
    TaskValues(Source files, KeyStyle style) {
        this.files = files;
        this.style = style;
    }

    /** The parts that are not empty, by name. */
    Map<String, Object> of(Node document) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (int i = 0; i < PARTS.size(); i++) {
            String name = PARTS.get(i);
            Shape shape = PART_SHAPES.get(i);
            find(document, name).flatMap(node -> shown(node, shape)).ifPresent(value -> parts.put(name, value));
        }
        return parts;
    }

    /** A value in its shape; empty when there is nothing to show. */
    private Optional<Object> shown(Node node, Shape shape) {
        if (node.isNull()) {
            return Optional.empty();
        }
        return switch (shape) {
            case Shape.Text() -> text(node);
            case Shape.Url() -> text(node).map(url -> ConfigValues.withoutUserInfo((String) url));
            case Shape.Headers() ->
                shown(node, HEADERS)
                        .map(headers -> ((List<?>) headers)
                                .stream().map(TaskValues::withoutValue).toList());
            case Shape.Flag() -> TypedValues.flag(node).filter(flag -> flag).map(Object.class::cast);
            case Shape.FlagByDefault() -> TypedValues.flag(node).map(Object.class::cast);
            case Shape.Count() ->
                TypedValues.integer(node).filter(number -> number != 0).map(Object.class::cast);
            case Shape.Free() -> Optional.ofNullable(sorted(node.value()));
            case Shape.Manifest() -> manifest(node);
            case Shape.Block(List<Key> keys) -> block(node, keys);
            case Shape.ListOf(Shape item) -> list(node, item);
            case Shape.TextOr(Shape block) -> node instanceof Node.Mapping ? shown(node, block) : text(node);
        };
    }

    private static Optional<Object> text(Node node) {
        return node instanceof Node.Scalar scalar && !scalar.text().isEmpty()
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    private Optional<Object> block(Node node, List<Key> keys) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Key key : keys) {
            Optional<Object> value = find(node, key.name()).flatMap(child -> shown(child, key.shape()));
            if (value.isPresent() || key.always()) {
                values.put(key.name(), value.orElse(key.shape() instanceof Shape.Text ? "" : Map.of()));
            }
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private Optional<Object> list(Node node, Shape itemShape) {
        List<Object> items = new ArrayList<>();
        if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> shown(item, itemShape).ifPresent(items::add));
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(items);
    }

    private static Object withoutValue(Object header) {
        Map<String, Object> shown = new LinkedHashMap<>();
        ((Map<?, ?>) header).forEach((key, value) -> shown.put((String) key, value));
        boolean open = shown.get("name") instanceof String name && OPEN_HEADERS.contains(name.toLowerCase(Locale.ROOT));
        if (!open && !"".equals(shown.get("value"))) {
            shown.put("value", Secret.REDACTED);
        }
        return shown;
    }

    private Optional<Object> manifest(Node node) {
        Optional<Object> reference = find(node, "ref").map(Node::value).filter(String.class::isInstance);
        if (reference.isPresent() && files.read((String) reference.get()) instanceof Source.Content.Text file) {
            return Optional.of(file.text());
        }
        return Optional.ofNullable(sorted(node.value()));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> result = new TreeMap<>();
                map.forEach((key, item) -> result.put(String.valueOf(key), sorted(item)));
                yield result;
            }
            case List<?> list -> {
                List<@Nullable Object> result = new ArrayList<>();
                list.forEach(item -> result.add(sorted(item)));
                yield result;
            }
            case null, default -> value;
        };
    }

    private Optional<Node> find(Node node, String key) {
        return node instanceof Node.Mapping mapping ? mapping.find(style.spell(key)) : Optional.empty();
    }

    private static Shape block(Key... keys) {
        return new Shape.Block(List.of(keys));
    }

    private static Shape listOf(Key... keys) {
        return new Shape.ListOf(block(keys));
    }

    private static Key required(String name, Shape shape) {
        return new Key(name, shape, true);
    }

    private static Key optional(String name, Shape shape) {
        return new Key(name, shape, false);
    }
}
