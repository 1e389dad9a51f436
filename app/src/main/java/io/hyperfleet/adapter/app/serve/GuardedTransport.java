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

/** The transport of resources, with its circuit: every call is told to the throttle. */
record GuardedTransport(ResourceTransport transport, Throttle throttle) implements ResourceTransport {

    @Override
    public TransportResult<Applied> apply(ApplyRequest request, Deadline deadline) {
        return told(transport.apply(request, deadline));
    }

    @Override
    public TransportResult<Optional<Resource>> get(ResourceAddress address, Deadline deadline) {
        return told(transport.get(address, deadline));
    }

    @Override
    public TransportResult<List<Resource>> find(
            ResourceKind kind, String namespace, Map<String, String> labels, String targetCluster, Deadline deadline) {
        return told(transport.find(kind, namespace, labels, targetCluster, deadline));
    }

    @Override
    public TransportResult<DeleteOutcome> delete(ResourceAddress address, PropagationPolicy policy, Deadline deadline) {
        return told(transport.delete(address, policy, deadline));
    }

    private <T> TransportResult<T> told(TransportResult<T> result) {
        throttle.called(
                Downstream.RESOURCES,
                switch (result) {
                    case TransportResult.Done<T> _ -> false;
                    case TransportResult.Failed<T> failed -> failed.classification() == FailureClass.TRANSIENT;
                });
        return result;
    }
}
