package io.hyperfleet.adapter.engine.trace;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished run and everything it asked of the world, in the order of the run. It holds what the run held, secrets
 * included; the printers leave those out.
 */
public record RunTrace(Event event, RunResult result, List<ApiExchange> requests, List<Operation> operations) {

    public RunTrace {
        requests = List.copyOf(requests);
        operations = List.copyOf(operations);
    }

    /**
     * A call and its answer.
     *
     * @param status 0 when there was no answer
     * @param requestBody empty for none
     * @param responseBody empty for none
     */
    public record ApiExchange(String method, String url, int status, String requestBody, String responseBody) {}

    /**
     * What was asked of a transport.
     *
     * @param name {@code apply}, {@code get}, {@code discover} or {@code delete}
     * @param objectName empty for {@code discover}
     * @param result what was done, for {@code apply}; empty otherwise
     * @param manifest what was applied; null otherwise
     */
    public record Operation(
            String name,
            String kind,
            String namespace,
            String objectName,
            String result,
            @Nullable Resource manifest) {}
}
