package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A transport that leads nowhere: every call fails. */
final class NoTransport implements ResourceTransport {

    @Override
    public TransportResult<Applied> apply(ApplyRequest request, Deadline deadline) {
        return nowhere();
    }

    @Override
    public TransportResult<Optional<Resource>> get(ResourceAddress address, Deadline deadline) {
        return nowhere();
    }

    @Override
    public TransportResult<List<Resource>> find(
            ResourceKind kind, String namespace, Map<String, String> labels, String targetCluster, Deadline deadline) {
        return nowhere();
    }

    @Override
    public TransportResult<DeleteOutcome> delete(ResourceAddress address, PropagationPolicy policy, Deadline deadline) {
        return nowhere();
    }

    private static <T> TransportResult<T> nowhere() {
        return new TransportResult.Failed<>("there is no cluster", FailureClass.TERMINAL);
    }
}
