package io.hyperfleet.adapter.sandbox;

import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.sandbox.Console.Tone;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The story of one run: a line for every step that a person would want to see, with how long it took. */
final class RunStory {

    private static final int DETAIL_WIDTH = 56;

    private final Stage.Story story;
    private final Console console;
    private final Map<String, @Nullable Object> params = new LinkedHashMap<>();
    private final long started = System.nanoTime();
    private long lastStep = started;
    private @Nullable RunResult result;

    RunStory(Stage.Story story, Console console) {
        this.story = story;
        this.console = console;
    }

    void tell(RunEvent event) {
        switch (event) {
            case RunEvent.Flow flow -> tellFlow(flow);
            case RunEvent.Action action -> tellAction(action);
            case RunEvent.Param param -> tellParam(param);
            case RunEvent.Precondition precondition -> tellPrecondition(precondition);
            case RunEvent.ResourceStep step -> tellResource(step);
            case RunEvent.Nested _ -> {}
            case RunEvent.Post post -> tellPost(post);
        }
    }

    /** The last line of the story. */
    void acknowledged() {
        String outcome = result == null ? "crashed" : Narrator.outcome(result);
        Tone tone = outcome.equals("success") ? Tone.GOOD : outcome.equals("skipped") ? Tone.NOTABLE : Tone.BAD;
        line("acknowledged", "", outcome, tone, elapsed(started));
    }

    void end() {
        story.end();
    }

    private void tellFlow(RunEvent.Flow flow) {
        switch (flow) {
            case RunEvent.Flow.PhaseSucceeded(Phase phase, int _) -> {
                if (phase == Phase.PARAM_EXTRACTION) {
                    step("params", paramList(), "", Tone.PLAIN);
                }
            }
            case RunEvent.Flow.DataUnreadable(String reason) -> failure("event", reason);
            case RunEvent.Flow.PhaseFailed(Phase phase, String error) -> failure(phase.text(), error);
            case RunEvent.Flow.ResourcesSkipped(String reason) -> step("resources", reason, "SKIPPED", Tone.NOTABLE);
            case RunEvent.Flow.ResourceNotFound(Phase phase) ->
                step(phase.text(), "it no longer exists; nothing more to do", "GONE", Tone.NOTABLE);
            case RunEvent.Flow.RunFinished(RunResult finished, Duration _) -> result = finished;
            case RunEvent.Flow.EventReceived _,
                    RunEvent.Flow.RunStarted _,
                    RunEvent.Flow.PhaseStarted _,
                    RunEvent.Flow.EventProcessed _ -> {}
        }
    }

    private void tellAction(RunEvent.Action action) {
        switch (action) {
            case RunEvent.Action.CallFinished(var _, var _, ApiRequest request, ApiResult answer, Duration took) ->
                tellCall(request, answer, took);
            case RunEvent.Action.LogWritten(RunEvent.LogLevel level, String message) ->
                step("log", message, level.name().toLowerCase(Locale.ROOT), Tone.QUIET);
            case RunEvent.Action.LogFailed(String error) -> failure("log", error);
            case RunEvent.Action.TimeoutUnreadable(String timeout, String reason) ->
                step("timeout", timeout + ": " + reason, "IGNORED", Tone.NOTABLE);
            case RunEvent.Action.CallStarted _ -> {}
        }
    }

    private void tellCall(ApiRequest request, ApiResult answer, Duration took) {
        String url = pathOf(request.url());
        switch (answer) {
            case ApiResult.Response response -> {
                Tone tone = response.isSuccess() ? Tone.GOOD : Tone.BAD;
                line(request.method(), url, Integer.toString(response.status()), tone, millis(took));
            }
            case ApiResult.Failure(String message, var _, int attempts, var _) -> {
                line(request.method(), url, "FAILED", Tone.BAD, millis(took));
                story.tell("      " + console.paint(Tone.BAD, message) + " (" + attempts + " attempts)");
            }
        }
        lastStep = System.nanoTime();
        StatusReport.summary(request.body()).ifPresent(conditions -> story.tell("      " + conditions));
    }

    private void tellParam(RunEvent.Param param) {
        switch (param) {
            case RunEvent.Param.ParamExtracted(String name, var value) -> params.put(name, value);
            case RunEvent.Param.ParamUnavailable _ -> {}
        }
    }

    private void tellPrecondition(RunEvent.Precondition precondition) {
        switch (precondition) {
            case RunEvent.Precondition.Met(String name) -> step("precondition", name, "MET", Tone.GOOD);
            case RunEvent.Precondition.NotMet(String name, String details) ->
                step("precondition", name + ": " + details, "NOT MET", Tone.NOTABLE);
            case RunEvent.Precondition.Failed(String name, String error) ->
                failure("precondition", name + ": " + error);
            case RunEvent.Precondition.CaptureExpressionFailed(var _, String capture, var _, String reason) ->
                step("capture", capture + ": " + reason, "NULL", Tone.NOTABLE);
            case RunEvent.Precondition.CaptureStarted _,
                    RunEvent.Precondition.Captured _,
                    RunEvent.Precondition.CaptureDefaulted _,
                    RunEvent.Precondition.CaptureMissing _,
                    RunEvent.Precondition.ExpressionEvaluated _,
                    RunEvent.Precondition.PhaseNotMet _ -> {}
        }
    }

    private void tellResource(RunEvent.ResourceStep resource) {
        switch (resource) {
            case RunEvent.ResourceStep.Applied applied ->
                resource(applied.resource(), applied.operation().text(), describe(applied.manifest()), "");
            case RunEvent.ResourceStep.Deleted(String name, var policy) ->
                resource(name, "delete", policy.name().toLowerCase(Locale.ROOT), "");
            case RunEvent.ResourceStep.AlreadyGone(String name) -> resource(name, "gone", "nothing left to delete", "");
            case RunEvent.ResourceStep.StillPresent(String name) ->
                resource(name, "waiting", "still there, its deletion takes a while", "");
            case RunEvent.ResourceStep.CreateConditionNotMet(String name) ->
                resource(name, "none", "create.when is false", "SKIPPED");
            case RunEvent.ResourceStep.PreDiscoveryFailed(String name, String error) -> failure(name, error);
            case RunEvent.ResourceStep.PreDiscoveryTargetFailed(String name, String error) -> failure(name, error);
            case RunEvent.ResourceStep.LifecycleExpressionFailed(String name, String rule, var _, String reason) ->
                failure(name, rule + ": " + reason);
            case RunEvent.ResourceStep.ApplyFailed(String name, String error) -> failure(name, error);
            case RunEvent.ResourceStep.DiscoveryAfterApplyFailed(String name, String error) -> failure(name, error);
            case RunEvent.ResourceStep.DeleteFailed(String name, String error) -> failure(name, error);
            case RunEvent.ResourceStep.DeleteUnconfirmed(String name, String error) -> failure(name, error);
            case RunEvent.ResourceStep.Discovered _,
                    RunEvent.ResourceStep.CreateConditionMet _,
                    RunEvent.ResourceStep.CreateConditionIgnored _,
                    RunEvent.ResourceStep.DeleteConditionEvaluated _,
                    RunEvent.ResourceStep.Rendering _,
                    RunEvent.ResourceStep.Stored _,
                    RunEvent.ResourceStep.DeleteStarted _,
                    RunEvent.ResourceStep.DeleteRequested _,
                    RunEvent.ResourceStep.DeleteConfirmed _,
                    RunEvent.ResourceStep.DeleteFinished _ -> {}
        }
    }

    private void tellPost(RunEvent.Post post) {
        switch (post) {
            case RunEvent.Post.PayloadSkipped(String payload) ->
                step("payload", payload + ": its condition is false", "SKIPPED", Tone.NOTABLE);
            case RunEvent.Post.ActionSkippedByCondition(String action, var _) ->
                step("post-action", action + ": its condition is false", "SKIPPED", Tone.NOTABLE);
            case RunEvent.Post.ActionSkippedWithoutPayload(String action, String payload) ->
                step("post-action", action + ": payload " + payload + " was skipped", "SKIPPED", Tone.NOTABLE);
            case RunEvent.Post.PayloadsFailed(String error) -> failure("payload", error);
            case RunEvent.Post.ActionFailed(String action, String error) -> failure(action, error);
            case RunEvent.Post.PayloadNoticed _,
                    RunEvent.Post.PayloadsStarted _,
                    RunEvent.Post.PayloadBuilt _,
                    RunEvent.Post.ActionSucceeded _ -> {}
        }
    }

    private void resource(String name, String operation, String object, String outcome) {
        step("resource", "%-10s %-8s %s".formatted(name, operation, object), outcome, Tone.NOTABLE);
    }

    private void failure(String where, String error) {
        line("FAILED", where, "", Tone.PLAIN, "");
        error.lines().forEach(line -> story.tell("      " + console.paint(Tone.BAD, line)));
    }

    private void step(String label, String detail, String outcome, Tone tone) {
        line(label, detail, outcome, tone, elapsed(lastStep));
        lastStep = System.nanoTime();
    }

    private void line(String label, String detail, String outcome, Tone tone, String took) {
        String text = ("    %-14s %-" + DETAIL_WIDTH + "s ").formatted(label, detail);
        story.tell(text + console.paint(tone, "%-8s".formatted(outcome)) + " "
                + console.paint(Tone.QUIET, "%9s".formatted(took)));
    }

    /** As many as fit into the line; whole objects are left out. */
    private String paramList() {
        StringBuilder list = new StringBuilder();
        for (Map.Entry<String, @Nullable Object> param : params.entrySet()) {
            if (param.getValue() instanceof Map) {
                continue;
            }
            String shown = param.getKey() + "=" + param.getValue();
            if (list.length() + shown.length() > DETAIL_WIDTH - 3) {
                return list + "…";
            }
            list.append(shown).append("  ");
        }
        return list.toString().stripTrailing();
    }

    private static String describe(Resource object) {
        String place = object.namespace().isEmpty() ? "" : object.namespace() + "/";
        return object.apiVersion() + " " + object.kind().kind() + " " + place + object.name();
    }

    /** The address without the host, which is always the same here. */
    private static String pathOf(String url) {
        int scheme = url.indexOf("://");
        int path = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
        return path < 0 ? url : url.substring(path);
    }

    private static String elapsed(long sinceNanos) {
        return millis(Duration.ofNanos(System.nanoTime() - sinceNanos));
    }

    private static String millis(Duration time) {
        return "%.1f ms".formatted(time.toNanos() / 1e6);
    }
}
