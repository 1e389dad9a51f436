package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Envelope;
import io.hyperfleet.adapter.engine.document.KeyReader.Strictness;
import io.hyperfleet.adapter.engine.document.KeyStyle;
import io.hyperfleet.adapter.engine.document.Node;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms a task file has had over time. All are read into the same {@link TaskFile}. */
public enum Dialect {
    /** v0.1: {@code apiVersion}, {@code kind}, {@code metadata} and {@code spec}; unknown keys were passed over. */
    ENVELOPE(KeyStyle.CAMEL_CASE, Strictness.LENIENT, "spec."),
    /** v0.2: as today, but preconditions call the API themselves and names of steps are free. */
    FLAT_0_2(KeyStyle.SNAKE_CASE, Strictness.STRICT, ""),
    /** v0.3: today's. */
    FLAT(KeyStyle.SNAKE_CASE, Strictness.STRICT, "");

    private final KeyStyle keyStyle;
    private final Strictness strictness;
    private final String prefix;

    Dialect(KeyStyle keyStyle, Strictness strictness, String prefix) {
        this.keyStyle = keyStyle;
        this.strictness = strictness;
        this.prefix = prefix;
    }

    /**
     * The dialect of a task file. v0.2 is a subset of today's but for the names, so a file counts as v0.2 when it has a
     * precondition that calls the API, the only way there was, and nothing that came later.
     */
    public static Dialect of(Node document) {
        if (Envelope.isEnvelope(document)) {
            return ENVELOPE;
        }
        boolean callsInPreconditions =
                items(document, "preconditions").anyMatch(item -> find(item, "api_call") != null);
        return callsInPreconditions && !hasNewerKeys(document) ? FLAT_0_2 : FLAT;
    }

    public KeyStyle keyStyle() {
        return keyStyle;
    }

    /** What becomes of unknown keys. */
    public Strictness strictness() {
        return strictness;
    }

    /** What stands in front of the paths of all keys. */
    public String prefix() {
        return prefix;
    }

    private static boolean hasNewerKeys(Node document) {
        Node post = find(document, "post");
        Stream<Node> steps =
                post == null ? Stream.empty() : Stream.concat(items(post, "payloads"), items(post, "post_actions"));
        Stream<Node> captures = items(document, "preconditions").flatMap(item -> items(item, "capture"));
        return items(document, "params").anyMatch(param -> find(param, "source") instanceof Node.Mapping)
                || items(document, "resources").anyMatch(resource -> find(resource, "lifecycle") != null)
                || steps.anyMatch(step -> find(step, "when") != null)
                || captures.anyMatch(capture -> find(capture, "default") != null);
    }

    private static Stream<Node> items(Node node, String key) {
        return (find(node, key) instanceof Node.Sequence list ? list.items() : List.<Node>of()).stream();
    }

    private static @Nullable Node find(Node node, String key) {
        return node instanceof Node.Mapping mapping ? mapping.find(key).orElse(null) : null;
    }
}
