package io.hyperfleet.adapter.engine.run;

/** The HyperFleet API as the engine sees it. Implementations are used by many threads at once. */
public interface HyperFleetApi {

    /**
     * The address that a task's URL stands for, as it is shown in logs, traces and errors: a path below the API's base
     * for a relative URL, an absolute URL otherwise.
     */
    String address(String url);

    /**
     * Carries out one call, retries included, and returns what became of it. Never throws for anything the other side
     * does.
     *
     * @param request with {@link ApiRequest#url} as returned by {@link #address}
     */
    ApiResult call(ApiRequest request, Deadline deadline);
}
