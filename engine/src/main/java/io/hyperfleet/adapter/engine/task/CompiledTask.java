package io.hyperfleet.adapter.engine.task;

import java.util.List;

/** A checked task with every expression a program and every template a tree. Immutable; all runs share one. */
public record CompiledTask(
        Dialect dialect,
        List<CompiledParam> params,
        List<CompiledPrecondition> preconditions,
        List<CompiledResource> resources,
        List<CompiledPayload> payloads,
        List<CompiledPostAction> postActions) {

    public CompiledTask {
        params = List.copyOf(params);
        preconditions = List.copyOf(preconditions);
        resources = List.copyOf(resources);
        payloads = List.copyOf(payloads);
        postActions = List.copyOf(postActions);
    }
}
