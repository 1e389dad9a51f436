package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.run.RunEvent.Post;
import io.hyperfleet.adapter.engine.task.CompiledPayload;
import io.hyperfleet.adapter.engine.task.PayloadTemplate;
import io.hyperfleet.adapter.engine.task.PayloadTemplate.Built;
import io.hyperfleet.adapter.engine.task.PayloadTemplate.Notice;
import io.hyperfleet.adapter.engine.value.Truth;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the payloads. Their expressions all see what was known before the first of them; their templates also see the
 * payloads built before, as JSON text.
 */
final class PayloadStep {

    private final RunContext run;

    PayloadStep(RunContext run) {
        this.run = run;
    }

    /** How building ended. */
    sealed interface End {

        /**
         * @param skipped the payloads whose condition does not hold, in the order of the task
         */
        record Built(List<String> skipped) implements End {}

        record Failed(String reason) implements End {}
    }

    End carryOut() {
        List<CompiledPayload> payloads = run.task().payloads();
        if (payloads.isEmpty()) {
            return new End.Built(List.of());
        }
        run.tell(new Post.PayloadsStarted(payloads.size()));
        Scope before = run.expressionScope();
        List<String> skipped = new ArrayList<>();
        for (CompiledPayload payload : payloads) {
            try {
                if (isWanted(payload, before)) {
                    build(payload, before);
                } else {
                    run.tell(new Post.PayloadSkipped(payload.name()));
                    skipped.add(payload.name());
                }
            } catch (NotRendered e) {
                return new End.Failed(e.reason());
            }
        }
        return new End.Built(skipped);
    }

    private static boolean isWanted(CompiledPayload payload, Scope scope) throws NotRendered {
        CelExpression when = payload.when();
        if (when == null) {
            return true;
        }
        return switch (when.evaluate(scope)) {
            case Evaluation.Value(Object value) -> Truth.of(value);
            case Evaluation.Failure(String reason) ->
                throw new NotRendered(
                        "when condition evaluation error for payload '" + payload.name() + "': " + reason);
        };
    }

    private void build(CompiledPayload payload, Scope before) throws NotRendered {
        String name = payload.name();
        PayloadTemplate template = payload.template();
        switch (template.build(run.templateScope(), before)) {
            case Built.Payload(String json, List<Notice> notices) -> {
                tell(name, notices);
                run.params().put(name, json);
                run.tell(new Post.PayloadBuilt(name));
            }
            case Built.Failed(String reason, List<Notice> notices) -> {
                tell(name, notices);
                throw new NotRendered("failed to build payload '" + name + "': " + reason);
            }
            case Built.NotJson(String reason, List<Notice> notices) -> {
                tell(name, notices);
                throw new NotRendered("failed to marshal payload '" + name + "' to JSON: " + reason);
            }
        }
    }

    private void tell(String payload, List<Notice> notices) {
        notices.forEach(notice -> run.tell(new Post.PayloadNoticed(payload, notice)));
    }
}
