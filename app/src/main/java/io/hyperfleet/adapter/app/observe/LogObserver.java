package io.hyperfleet.adapter.app.observe;

import static java.util.stream.Collectors.joining;

import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunEvent.Action;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunEvent.Param;
import io.hyperfleet.adapter.engine.run.RunEvent.Post;
import io.hyperfleet.adapter.engine.run.RunEvent.Precondition;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells a run as log lines, in the words operators search for. */
public final class LogObserver implements RunObserver {

    private static final Logger log = LoggerFactory.getLogger(LogObserver.class);
    private static final Set<String> METHODS_OF_REPORTS = Set.of("POST", "PUT");

    private final ResourceLog resources = new ResourceLog(log);

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case Flow flow -> flow(flow);
            case Action action -> action(action);
            case Param param -> param(param);
            case Precondition precondition -> precondition(precondition);
            case RunEvent.ResourceStep step -> resources.step(step);
            case RunEvent.Nested nested -> resources.nested(nested);
            case Post post -> post(post);
        }
    }

    private void flow(Flow flow) {
        switch (flow) {
            case Flow.EventReceived(Event event) ->
                log.info(
                        "Event received: id={} type={} source={} time={}",
                        event.id(),
                        event.type(),
                        event.source(),
                        EventTime.of(event));
            case Flow.RunStarted _ -> log.info("Processing event");
            case Flow.DataUnreadable(String reason) -> error("Failed to parse event data", reason);
            case Flow.PhaseStarted(Phase phase, int configured) ->
                log.info(
                        "Phase {}: RUNNING{}",
                        phase.text(),
                        phase == Phase.PARAM_EXTRACTION ? "" : " - " + configured + " configured");
            case Flow.PhaseSucceeded(Phase phase, int count) -> phaseSucceeded(phase, count);
            case Flow.PhaseFailed(Phase phase, String reason) -> error("Phase " + phase.text() + ": FAILED", reason);
            case Flow.ResourcesSkipped(String reason) -> log.info("Phase resources: SKIPPED - {}", reason);
            case Flow.ResourceNotFound(Phase phase) ->
                log.info(
                        "Phase {}: resource not found, {}",
                        phase.text(),
                        phase == Phase.POST_ACTIONS
                                ? "skipping remaining post-actions"
                                : "stopping processing gracefully");
            case Flow.RunFinished finished -> runFinished(finished.result());
            case Flow.EventProcessed(Event event) ->
                log.info(
                        "Event processed: type={} source={} time={}",
                        event.type(),
                        event.source(),
                        EventTime.of(event));
        }
    }

    private static void phaseSucceeded(Phase phase, int count) {
        switch (phase) {
            case PARAM_EXTRACTION -> log.debug("Parameter extraction completed: extracted {} params", count);
            case PRECONDITIONS -> log.info("Phase preconditions: SUCCESS - MET - {} passed", count);
            case RESOURCES -> log.info("Phase resources: SUCCESS - {} processed", count);
            case POST_ACTIONS -> log.info("Phase post_actions: SUCCESS - {} executed", count);
        }
    }

    /** A run that ended before its last phase has told its end already. */
    private static void runFinished(RunResult result) {
        if (result.phase() != Phase.POST_ACTIONS) {
            return;
        }
        if (result.failed()) {
            String failures = result.failures().stream()
                    .map(failure -> failure.phase().text() + ": " + failure.message())
                    .collect(joining("; ", "execution failed: ", ""));
            error("Event execution finished: event_execution_status=failed", failures);
        } else {
            log.info(
                    "Event execution finished: event_execution_status=success resources_skipped={} reason={}",
                    result.resourcesSkipped(),
                    result.skipReason());
        }
    }

    private static void action(Action action) {
        switch (action) {
            case Action.CallStarted(Phase _, String _, String method, ApiRequest request) -> {
                log.info("Making API call: {} {}", method, request.url());
                if (request.body() != null) {
                    log.debug("API call payload: {} {} payload={}", request.method(), request.url(), request.body());
                }
            }
            case Action.TimeoutUnreadable(String timeout, String reason) ->
                log.warn("failed to parse timeout '{}': {}, using default timeout", timeout, reason);
            case Action.CallFinished finished -> callFinished(finished.request(), finished.result());
            case Action.LogWritten(RunEvent.LogLevel level, String message) ->
                log.atLevel(level(level)).log("[config] {}", message);
            case Action.LogFailed(String reason) -> error("failed to render log message", reason);
        }
    }

    private static void callFinished(ApiRequest request, ApiResult result) {
        boolean report = METHODS_OF_REPORTS.contains(request.method());
        String failed = request.method() + " Request failed";
        switch (result) {
            case ApiResult.Response response -> {
                if (report && !response.isSuccess()) {
                    error(
                            failed,
                            request.method() + " " + request.url() + " returned non-success status: "
                                    + response.status());
                }
                log.info("API call completed: {}", status(response));
            }
            case ApiResult.Failure failure -> {
                if (report) {
                    error(failed, failure.message());
                }
                ApiResult.Response last = failure.lastResponse();
                if (last == null) {
                    log.warn("API call failed: {}", failure.message());
                } else {
                    log.warn("API call failed: {}, error: {}", status(last), failure.message());
                }
            }
        }
    }

    private static String status(ApiResult.Response response) {
        return (response.status() + " " + response.reason()).strip();
    }

    private static Level level(RunEvent.LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }

    private static void param(Param param) {
        switch (param) {
            case Param.ParamExtracted(String name, Object _) -> log.debug("Parameter '{}' extracted", name);
            case Param.ParamUnavailable(String name, String reason, boolean defaultUsed) ->
                log.debug(
                        "Parameter '{}' is not available, {}: {}",
                        name,
                        defaultUsed ? "using its default" : "leaving it out",
                        reason);
        }
    }

    private static void precondition(Precondition precondition) {
        switch (precondition) {
            case Precondition.CaptureStarted(String _, int count) ->
                log.debug("Capturing {} fields from API response", count);
            case Precondition.Captured(String _, String capture, Object value, String source) ->
                log.atDebug().log(
                        () -> "Captured " + capture + " = " + GoFormat.value(value) + " (from " + source + ")");
            case Precondition.CaptureDefaulted(String _, String capture, Object value) ->
                log.atDebug().log(
                        () -> "Field '" + capture + "' absent from response, using default: " + GoFormat.value(value));
            case Precondition.CaptureMissing(String _, String capture, String reason) ->
                log.warn("Failed to capture '{}': {}", capture, reason);
            case Precondition.CaptureExpressionFailed(String _, String _, String expression, String reason) ->
                log.warn("CEL evaluation failed for {}: {}", GoFormat.quote(expression), reason);
            case Precondition.ExpressionEvaluated(String _, String expression, boolean matched, Object value) -> {
                log.debug("Evaluating CEL expression: {}", expression);
                log.atDebug().log(() -> "CEL result: matched=" + matched + " value=" + GoFormat.value(value));
            }
            case Precondition.Met(String name) -> log.info("Precondition[{}] evaluated: MET", name);
            case Precondition.NotMet(String name, String details) ->
                log.info("Precondition[{}] evaluated: NOT_MET - {}", name, details);
            case Precondition.Failed(String name, String reason) ->
                error("Precondition[" + name + "] evaluated: FAILED", reason);
            case Precondition.PhaseNotMet(String name, String details) ->
                log.info("Phase preconditions: SUCCESS - NOT_MET - precondition '{}' not met: {}", name, details);
        }
    }

    private static void post(Post post) {
        switch (post) {
            case Post.PayloadsStarted(int count) -> log.info("Building {} post payloads", count);
            case Post.PayloadSkipped(String payload) ->
                log.info("Payload '{}' skipped: when condition is false", payload);
            case Post.PayloadNoticed noticed ->
                log.atLevel(noticed.notice().warning() ? Level.WARN : Level.DEBUG)
                        .log("{}", noticed.notice().text());
            case Post.PayloadBuilt(String payload) -> log.debug("payload[{}] built successfully", payload);
            case Post.PayloadsFailed(String reason) -> error("Failed to build post payloads", reason);
            case Post.ActionSucceeded(String action) ->
                log.info("PostAction[{}] processed: SUCCESS - status=success", action);
            case Post.ActionSkippedWithoutPayload(String action, String payload) -> {
                log.info("PostAction[{}] skipped: payload '{}' was not built", action, payload);
                log.info(
                        "PostAction[{}] processed: SKIPPED - reason=referenced payload '{}' was skipped",
                        action,
                        payload);
            }
            case Post.ActionSkippedByCondition(String action, String expression) -> {
                log.info("PostAction[{}] skipped: when condition is false", action);
                log.info(
                        "PostAction[{}] processed: SKIPPED - reason=when condition evaluated to false: {}",
                        action,
                        expression);
            }
            case Post.ActionFailed(String action, String reason) ->
                error("PostAction[" + action + "] processed: FAILED", reason);
        }
    }

    private static void error(String message, String reason) {
        log.atError().addKeyValue("error", reason).log("{}", message);
    }
}
