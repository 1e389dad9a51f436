package io.hyperfleet.adapter.engine.trace;

import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.RunResult.PostActionResult;
import io.hyperfleet.adapter.engine.run.RunResult.PreconditionResult;
import io.hyperfleet.adapter.engine.run.RunResult.ResourceResult;
import io.hyperfleet.adapter.engine.run.StepStatus;
import io.hyperfleet.adapter.engine.run.TaskRunner;
import io.hyperfleet.adapter.engine.trace.RunTrace.ApiExchange;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints a trace for people, to the character as the original does: scripts compare these texts. Where the original
 * prints in random order, names are sorted here.
 */
public final class TextTrace {

    private static final String SUCCESS = "SUCCESS";
    private static final String FAILED = "FAILED";

    private final RunTrace trace;
    private final RunResult result;
    private final boolean verbose;
    private final Iterator<ApiExchange> requests;
    private final StringBuilder out = new StringBuilder();

    private TextTrace(RunTrace trace, boolean verbose) {
        this.trace = trace;
        this.result = trace.result();
        this.verbose = verbose;
        this.requests = trace.requests().iterator();
    }

    /**
     * @param verbose whether to show the bodies of requests and answers and the rendered manifests
     */
    public static String print(RunTrace trace, boolean verbose) {
        TextTrace text = new TextTrace(trace, verbose);
        text.printAll();
        return text.out.toString();
    }

    private void printAll() {
        line("Dry-Run Execution Trace");
        line("=".repeat(24));
        line("Event: id=" + trace.event().id() + " type=" + trace.event().type());
        line("");
        params();
        preconditions();
        resources();
        discoveries();
        postActions();
        line("");
        line("Result: " + (result.failed() ? FAILED : SUCCESS));
    }

    private void params() {
        Failure failure = result.failure(Phase.PARAM_EXTRACTION).orElse(null);
        line("Phase 1: Parameter Extraction .............. " + (failure == null ? SUCCESS : FAILED));
        if (failure != null) {
            line("  Error: " + failure.message());
        } else {
            ShownParams.of(trace).forEach((name, value) -> line("  " + padded(name, 16) + " = " + shown(value)));
            for (long left = requestsOfParams(); left > 0; left--) {
                request("  ");
            }
        }
        line("");
    }

    /**
     * The requests are dealt out in their order: each precondition and post-action that called takes one, and what is left
     * over belongs to the params. So the request of a precondition that got no good answer is shown with the params, as the
     * original does.
     */
    private long requestsOfParams() {
        long taken = result.preconditionResults().stream()
                        .filter(PreconditionResult::called)
                        .count()
                + result.postActionResults().stream()
                        .filter(PostActionResult::called)
                        .count();
        return trace.requests().size() - taken;
    }

    private void preconditions() {
        boolean failed = result.failure(Phase.PRECONDITIONS).isPresent();
        line("Phase 2: Preconditions ..................... " + (failed ? FAILED : SUCCESS + preconditionDetail()));
        List<PreconditionResult> steps = result.preconditionResults();
        for (int i = 0; i < steps.size(); i++) {
            PreconditionResult step = steps.get(i);
            line(item(i, steps.size(), step.name()) + verdict(step));
            if (step.called()) {
                request("    ");
            }
            new TreeMap<>(step.captures())
                    .forEach((name, value) -> line("    Captured: " + name + " = " + shown(value)));
            error(step.error());
        }
        line("");
    }

    private String preconditionDetail() {
        if (isNotFound() && result.postActionResults().isEmpty()) {
            return " (RESOURCE NOT FOUND)";
        }
        if (!result.skipReason().isEmpty() && !isNotFound()) {
            return " (NOT MET)";
        }
        return result.preconditionResults().isEmpty() ? "" : " (MET)";
    }

    private boolean isNotFound() {
        return result.skipReason().equals(TaskRunner.RESOURCE_NOT_FOUND);
    }

    private static String verdict(PreconditionResult step) {
        if (step.status() == StepStatus.FAILED) {
            return "FAIL";
        }
        return step.matched() ? "PASS" : "NOT MET";
    }

    private void resources() {
        String verdict =
                result.failure(Phase.RESOURCES).isPresent() ? FAILED : result.resourcesSkipped() ? "SKIPPED" : SUCCESS;
        line("Phase 3: Resources ........................ " + verdict);
        if (result.resourcesSkipped()) {
            line("  Reason: " + result.skipReason());
        } else {
            List<ResourceResult> steps = result.resourceResults();
            for (int i = 0; i < steps.size(); i++) {
                resource(i, steps.size(), steps.get(i));
            }
        }
        line("");
    }

    private void resource(int index, int count, ResourceResult step) {
        Operation operation = step.operation();
        String done = operation == null ? "UNKNOWN" : operation.text().toUpperCase(Locale.ROOT);
        line(item(index, count, step.name()) + (step.status() == StepStatus.FAILED ? FAILED : done));
        line("    Kind: " + padded(step.kind(), 12) + " Namespace: " + padded(step.namespace(), 12) + " Name: "
                + step.objectName());
        Resource before = step.beforeDelete();
        if (before != null) {
            line("    Pre-delete state:");
            object("      ", before);
        }
        if (verbose) {
            trace.operations().stream()
                    .filter(applied -> applied.kind().equals(step.kind())
                            && applied.objectName().equals(step.objectName())
                            && applied.namespace().equals(step.namespace()))
                    .map(RunTrace.Operation::manifest)
                    .filter(manifest -> manifest != null)
                    .findFirst()
                    .ifPresent(manifest -> {
                        line("    [verbose] Rendered manifest:");
                        object("      ", manifest);
                    });
        }
        error(step.error());
    }

    private void discoveries() {
        if (result.resources().isEmpty()) {
            return;
        }
        line("Phase 3.5: Discovery Results ................. (available as resources.* in payload)");
        new TreeMap<>(result.resources()).forEach((name, object) -> {
            if (object != null) {
                line("  " + name + ":");
                object("    ", object);
            }
        });
        line("");
    }

    private void postActions() {
        boolean failed = result.failure(Phase.POST_ACTIONS).isPresent();
        List<PostActionResult> steps = result.postActionResults();
        String detail = isNotFound() && !steps.isEmpty() ? " (RESOURCE NOT FOUND)" : "";
        line("Phase 4: Post Actions ..................... " + (failed ? FAILED : SUCCESS + detail));
        for (int i = 0; i < steps.size(); i++) {
            PostActionResult step = steps.get(i);
            String done = switch (step.status()) {
                case SUCCESS -> "EXECUTED";
                case SKIPPED -> "SKIPPED";
                case FAILED -> FAILED;
            };
            line(item(i, steps.size(), step.name()) + done);
            if (step.status() == StepStatus.SKIPPED) {
                line("    Reason: " + step.skipReason());
            }
            if (step.called()) {
                request("    ");
            }
            error(step.error());
        }
    }

    /** The next request, if there is one left. */
    private void request(String margin) {
        if (!requests.hasNext()) {
            return;
        }
        ApiExchange request = requests.next();
        line(margin + "API Call: " + request.method() + " " + request.url() + " -> " + request.status());
        if (verbose) {
            body("Request", request.requestBody());
            body("Response", request.responseBody());
        }
    }

    private void body(String which, String body) {
        if (!body.isEmpty()) {
            line("    [verbose] " + which + " body:");
            line("      " + JsonText.laidOut(body, "      "));
        }
    }

    private void object(String margin, Resource object) {
        String json = JsonText.of(object.content()).orElseGet(() -> GoFormat.value(object.content()));
        line(margin + JsonText.laidOut(json, margin));
    }

    private void error(@Nullable String error) {
        if (error != null) {
            line("    Error: " + error);
        }
    }

    private static String item(int index, int count, String name) {
        return "  [" + (index + 1) + "/" + count + "] " + padded(name, 30) + " ";
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String text
                ? GoFormat.quote(text)
                : JsonText.of(value).orElseGet(() -> GoFormat.value(value));
    }

    private static String padded(String text, int width) {
        int length = text.codePointCount(0, text.length());
        return text + " ".repeat(Math.max(0, width - length));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
