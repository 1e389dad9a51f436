package io.hyperfleet.adapter.benchmarks;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster in which nothing exists yet: whatever is applied is created, at once. */
final class EmptyCluster implements ResourceTransport {

    @Override
    public TransportResult<Applied> apply(ApplyRequest request, Deadline deadline) {
        return new TransportResult.Done<>(new Applied(Operation.CREATE, "resource not found", request.manifest()));
    }

    @Override
    public TransportResult<Optional<Resource>> get(ResourceAddress address, Deadline deadline) {
        return new TransportResult.Done<>(Optional.empty());
    }

    @Override
    public TransportResult<List<Resource>> find(
            ResourceKind kind, String namespace, Map<String, String> labels, String targetCluster, Deadline deadline) {
        return new TransportResult.Done<>(List.of());
    }

    @Override
    public TransportResult<DeleteOutcome> delete(ResourceAddress address, PropagationPolicy policy, Deadline deadline) {
        return new TransportResult.Done<>(DeleteOutcome.ALREADY_GONE);
    }
}
