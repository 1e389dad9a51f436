package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;

/** The API, with its circuit: every call is told to the throttle, and while the API fails a call is one attempt. */
record GuardedApi(HyperFleetApi api, Throttle throttle) implements HyperFleetApi {

    @Override
    public String address(String url) {
        return api.address(url);
    }

    @Override
    public ApiResult call(ApiRequest request, Deadline deadline) {
        boolean failing = throttle.isFailing(Downstream.HYPERFLEET_API);
        ApiResult result = api.call(failing ? once(request) : request, deadline);
        throttle.called(
                Downstream.HYPERFLEET_API,
                switch (result) {
                    case ApiResult.Response _ -> false;
                    case ApiResult.Failure failure -> failure.classification() == FailureClass.TRANSIENT;
                });
        return result;
    }

    private static ApiRequest once(ApiRequest request) {
        return new ApiRequest(
                request.method(),
                request.url(),
                request.headers(),
                request.body(),
                request.timeout(),
                1,
                request.retryBackoff());
    }
}
