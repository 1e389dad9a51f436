package io.hyperfleet.adapter.engine.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An API that answers what a test told it, and with 200 and an empty object otherwise. It notes every request. */
final class RecordedApi implements HyperFleetApi {

    private final Map<String, ApiResult> answers = new HashMap<>();
    private final List<ApiRequest> requests = new ArrayList<>();
    private final List<Deadline> deadlines = new ArrayList<>();

    void answer(String method, String url, int status, String body) {
        answers.put(method + " " + url, new ApiResult.Response(status, "Phrase", body, 1));
    }

    void fail(String method, String url, String message) {
        answers.put(method + " " + url, new ApiResult.Failure(message, null, 3, FailureClass.TRANSIENT));
    }

    List<ApiRequest> requests() {
        return requests;
    }

    /** Those of the requests. */
    List<Deadline> deadlines() {
        return deadlines;
    }

    @Override
    public String address(String url) {
        return url.startsWith("/") || url.contains("://") ? url : "/" + url;
    }

    @Override
    public ApiResult call(ApiRequest request, Deadline deadline) {
        requests.add(request);
        deadlines.add(deadline);
        return answers.getOrDefault(request.method() + " " + request.url(), new ApiResult.Response(200, "OK", "{}", 1));
    }
}
