package io.hyperfleet.adapter.app.dryrun;

import io.hyperfleet.adapter.app.dryrun.RecordedAnswers.Answer;
import io.hyperfleet.adapter.app.dryrun.RecordedAnswers.Endpoint;
import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import io.hyperfleet.adapter.engine.run.StatusPhrase;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A HyperFleet API that knows its answers in advance. The first endpoint that matches answers, each call with its next
 * answer; what nobody matches is answered with 200 and an empty object. Nothing is retried.
 */
final class RecordedApi implements HyperFleetApi {

    private static final Answer DEFAULT = new Answer(200, "{}");

    private final RecordedAnswers answers;
    private final UnaryOperator<String> address;
    private final int[] calls;

    /**
     * @param address the rule by which a task's URL becomes an address
     */
    RecordedApi(RecordedAnswers answers, UnaryOperator<String> address) {
        this.answers = answers;
        this.address = address;
        this.calls = new int[answers.endpoints().size()];
    }

    @Override
    public String address(String url) {
        return address.apply(url);
    }

    @Override
    public ApiResult call(ApiRequest request, Deadline deadline) {
        Answer answer = next(request);
        return new ApiResult.Response(answer.status(), StatusPhrase.of(answer.status()), answer.body(), 1);
    }

    private Answer next(ApiRequest request) {
        List<Endpoint> endpoints = answers.endpoints();
        for (int i = 0; i < endpoints.size(); i++) {
            Endpoint endpoint = endpoints.get(i);
            boolean rightMethod =
                    endpoint.method().equals("*") || endpoint.method().equals(request.method());
            if (rightMethod && endpoint.urlPattern().matcher(request.url()).find()) {
                int call = Math.min(calls[i]++, endpoint.answers().size() - 1);
                return endpoint.answers().get(call);
            }
        }
        return DEFAULT;
    }
}
