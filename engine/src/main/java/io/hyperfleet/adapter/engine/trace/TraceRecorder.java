package io.hyperfleet.adapter.engine.trace;

import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunEvent.Action;
import io.hyperfleet.adapter.engine.run.RunEvent.DiscoveryQuery;
import io.hyperfleet.adapter.engine.run.RunEvent.ResourceStep;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.trace.RunTrace.ApiExchange;
import io.hyperfleet.adapter.engine.trace.RunTrace.Operation;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes what a run asks of the world. Every discovery is noted, also one that was answered from what the run knew
 * already: the trace tells what the task does, not how requests are saved. One recorder serves one run.
 */
public final class TraceRecorder implements RunObserver {

    private final List<ApiExchange> requests = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();

    /** The trace of the run that was observed. */
    public RunTrace trace(Event event, RunResult result) {
        return new RunTrace(event, result, requests, operations);
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case Action.CallFinished call -> requests.add(exchange(call));
            case ResourceStep.Discovered discovered -> operations.add(discovery(discovered.query()));
            case ResourceStep.Applied applied -> {
                Resource manifest = applied.manifest();
                operations.add(new Operation(
                        "apply",
                        manifest.kind().kind(),
                        manifest.namespace(),
                        manifest.name(),
                        applied.operation().text(),
                        manifest));
            }
            case ResourceStep.DeleteRequested deleted -> {
                ResourceAddress address = deleted.address();
                operations.add(
                        new Operation("delete", address.kind().kind(), address.namespace(), address.name(), "", null));
            }
            case RunEvent _ -> {
                // the rest is in the result
            }
        }
    }

    private static Operation discovery(DiscoveryQuery query) {
        return switch (query) {
            case DiscoveryQuery.ByName byName ->
                new Operation("get", byName.kind().kind(), byName.namespace(), byName.name(), "", null);
            case DiscoveryQuery.BySelector bySelector ->
                new Operation("discover", bySelector.kind().kind(), bySelector.namespace(), "", "", null);
        };
    }

    private static ApiExchange exchange(Action.CallFinished call) {
        ApiRequest request = call.request();
        ApiResult.Response response = switch (call.result()) {
            case ApiResult.Response answer -> answer;
            case ApiResult.Failure failure -> failure.lastResponse();
        };
        String requestBody = request.body();
        return new ApiExchange(
                request.method(),
                ShownParams.url(request.url()),
                response == null ? 0 : response.status(),
                requestBody == null ? "" : requestBody,
                response == null ? "" : response.body());
    }
}
