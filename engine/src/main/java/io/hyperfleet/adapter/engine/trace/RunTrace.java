package io.hyperfleet.adapter.engine.trace;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.List;
import java.util.Optional;
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

    /** The request of a precondition or post-action. */
    Optional<ApiExchange> request(Phase phase, String step) {
        return requests.stream()
                .filter(request -> request.phase() == phase && request.step().equals(step))
                .findFirst();
    }

    /**
     * A call and its answer.
     *
     * @param step the param, precondition or post-action that called
     * @param status 0 when there was no answer
     * @param requestBody empty for none
     * @param responseBody empty for none
     */
    public record ApiExchange(
            Phase phase, String step, String method, String url, int status, String requestBody, String responseBody) {}

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
