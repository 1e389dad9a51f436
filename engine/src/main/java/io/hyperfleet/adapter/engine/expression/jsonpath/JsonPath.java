package io.hyperfleet.adapter.engine.expression.jsonpath;

import io.hyperfleet.adapter.engine.expression.jsonpath.PathWalk.Reached;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed path. Immutable; one instance serves all threads. */
public final class JsonPath {

    /** Loops are no use here: the original program follows a path twice, and the second time the loop has ended. */
    private static final Step RANGE = new Step.Word("range");

    private static final Step END = new Step.Word("end");

    private final String text;
    private final List<List<Step>> actions;

    private JsonPath(String text, List<List<Step>> actions) {
        this.text = text;
        this.actions = actions;
    }

    /**
     * @param text a path with its braces, for example <code>{.items[*].name}</code>
     * @throws PathSyntaxException when it is none
     */
    public static JsonPath parse(String text) throws PathSyntaxException {
        return new JsonPath(text, PathParser.parse(text));
    }

    /** What following a path came to. */
    public sealed interface Found {

        /** The values in the order found; elements may be null. */
        record Values(List<@Nullable Object> values) implements Found {}

        /** The reason, for example {@code failed to execute JSONPath: x is not found}. */
        record Nothing(String reason) implements Found {}
    }

    /** Follows the path from a root. The number of values it looks at is limited. */
    public Found find(@Nullable Object root) {
        PathWalk walk = new PathWalk();
        List<@Nullable Object> result = new ArrayList<>();
        boolean inRange = false;
        for (List<Step> action : actions) {
            if (action.contains(RANGE)) {
                inRange = true;
                result.clear();
            } else if (inRange && action.contains(END)) {
                return new Found.Nothing("failed to find results for '" + text + "': not in range, nothing to end");
            } else {
                List<@Nullable Object> start = new ArrayList<>();
                start.add(root);
                Reached reached = walk.follow(start, action);
                if (reached.error() != null) {
                    return new Found.Nothing("failed to execute JSONPath: " + reached.error());
                }
                result.addAll(reached.values());
            }
        }
        return new Found.Values(result);
    }
}
