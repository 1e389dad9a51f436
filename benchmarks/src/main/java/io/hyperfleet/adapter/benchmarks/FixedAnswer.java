package io.hyperfleet.adapter.benchmarks;

import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;

/** An API that has one answer, at once. */
record FixedAnswer(String body) implements HyperFleetApi {

    @Override
    public String address(String url) {
        return url;
    }

    @Override
    public ApiResult call(ApiRequest request, Deadline deadline) {
        return new ApiResult.Response(200, "OK", body, 1);
    }
}
