package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param when null for always
 * @param payloadsInBody the payloads that the body of the call refers to: when one of them was not built, the action is
 *     skipped
 */
public record CompiledPostAction(
        String name,
        @Nullable CelExpression when,
        @Nullable CompiledLog log,
        @Nullable CompiledCall call,
        Set<String> payloadsInBody) {

    public CompiledPostAction {
        payloadsInBody = Set.copyOf(payloadsInBody);
    }
}
