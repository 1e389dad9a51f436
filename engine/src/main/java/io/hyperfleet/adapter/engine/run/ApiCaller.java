package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.run.RunEvent.Action;
import io.hyperfleet.adapter.engine.task.CompiledCall;
import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the API calls of params, preconditions and post-actions, which follow the same rules. */
final class ApiCaller {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final int SHOWN_BODY_CHARACTERS = 4096;

    private final RunContext run;
    private final Phase phase;

    ApiCaller(RunContext run, Phase phase) {
        this.run = run;
        this.phase = phase;
    }

    /** What a call came to. */
    sealed interface Answer {

        /** A 2xx answer. */
        record Success(String body) implements Answer {}

        /**
         * @param message {@code API request failed: …}
         * @param refused whether there was an answer, but not a good one
         * @param resourceNotFound whether the answer says that what the event is about does not exist (any more)
         */
        record Failure(String message, boolean refused, boolean resourceNotFound, FailureClass classification)
                implements Answer {}
    }

    /**
     * @param step the name of the param, precondition or post-action
     */
    Answer call(String step, CompiledCall call) {
        String url;
        switch (run.render(call.url())) {
            case Evaluation.Failure(String reason) -> {
                return notSent(call, "", "failed to render URL template: " + reason);
            }
            case Evaluation.Value(Object value) -> url = run.ports().api().address(String.valueOf(value));
        }
        String method = call.method().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            return notSent(call, url, "unsupported HTTP method: " + call.method());
        }
        List<ApiRequest.Header> headers;
        try {
            headers = headers(call);
        } catch (NotRendered e) {
            return notSent(call, url, e.reason());
        }
        String body;
        try {
            body = METHODS_WITH_BODY.contains(method) && call.body() != null ? render("body", call.body()) : null;
        } catch (NotRendered e) {
            // The original names the URL for POST only.
            return notSent(call, method.equals("POST") ? url : "", e.reason());
        }
        ApiRequest request = new ApiRequest(
                method,
                url,
                headers,
                body,
                timeout(call.timeout()),
                Math.max(0, call.retryAttempts()),
                call.retryBackoff());
        run.tell(new Action.CallStarted(phase, step, call.method(), request));
        Instant start = run.now();
        ApiResult result = run.ports().api().call(request, run.deadline(phase));
        run.tell(new Action.CallFinished(phase, step, request, result, run.since(start)));
        return answer(request, result);
    }

    private List<ApiRequest.Header> headers(CompiledCall call) throws NotRendered {
        List<ApiRequest.Header> headers = new ArrayList<>();
        for (CompiledCall.HeaderTemplate header : call.headers()) {
            String what = "header '" + header.name() + "'";
            headers.add(new ApiRequest.Header(header.name(), render(what, header.value())));
        }
        return headers;
    }

    private String render(String what, Template template) throws NotRendered {
        return switch (run.render(template)) {
            case Evaluation.Value(Object value) -> String.valueOf(value);
            case Evaluation.Failure(String reason) ->
                throw new NotRendered("failed to render " + what + " template: " + reason);
        };
    }

    private @Nullable Duration timeout(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Parsed<Duration> parsed = GoDuration.parse(text);
        String error = parsed.error();
        if (error != null) {
            run.tell(new Action.TimeoutUnreadable(text, error));
            return null;
        }
        return parsed.value().isPositive() ? parsed.value() : null;
    }

    private static Answer answer(ApiRequest request, ApiResult result) {
        return switch (result) {
            case ApiResult.Response response when response.isSuccess() -> new Answer.Success(response.body());
            case ApiResult.Response response ->
                new Answer.Failure(refusal(request, response), true, NotFoundAnswer.means(response), classOf(response));
            case ApiResult.Failure failure ->
                new Answer.Failure(failure.message(), false, false, failure.classification());
        };
    }

    private static String refusal(ApiRequest request, ApiResult.Response response) {
        String status = (response.status() + " " + response.reason()).strip();
        return "API request failed: " + request.method() + " " + request.url() + " returned " + status + " after "
                + response.attempts() + " attempt(s): API returned non-success status: " + status
                + (response.body().isEmpty() ? "" : ", response body: " + shortened(response.body()));
    }

    private static String shortened(String body) {
        return body.length() <= SHOWN_BODY_CHARACTERS
                ? body
                : body.substring(0, SHOWN_BODY_CHARACTERS) + "… (" + body.length() + " characters)";
    }

    private static FailureClass classOf(ApiResult.Response response) {
        int status = response.status();
        return status >= 500 || status == 408 || status == 429 ? FailureClass.TRANSIENT : FailureClass.TERMINAL;
    }

    private static Answer notSent(CompiledCall call, String url, String reason) {
        String message = "API request failed: " + call.method() + " " + url + " after 0 attempt(s): " + reason;
        return new Answer.Failure(message, false, false, FailureClass.TERMINAL);
    }
}
