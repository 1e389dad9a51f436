package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where resources live: a cluster's API server, or Maestro. Every call names its target, so that one instance serves
 * many events at once. Nothing the other side does is thrown; it comes back as a {@link TransportResult.Failed}.
 */
public interface ResourceTransport {

    /**
     * Makes the object be as the manifest says, by the generation rules of {@code hyperfleet.io/generation}: creates it,
     * updates or recreates it when the generation rose, else leaves it alone.
     */
    TransportResult<Applied> apply(ApplyRequest request, Deadline deadline);

    /** The object of that name; empty when it, or its kind, does not exist. */
    TransportResult<Optional<Resource>> get(ResourceAddress address, Deadline deadline);

    /**
     * The objects that carry all the labels, in no particular order.
     *
     * @param namespace empty for all namespaces or for a cluster-scoped kind
     */
    TransportResult<List<Resource>> find(
            ResourceKind kind, String namespace, Map<String, String> labels, String targetCluster, Deadline deadline);

    /** Asks for deletion, which may take its time. Succeeds when the object is already gone. */
    TransportResult<DeleteOutcome> delete(ResourceAddress address, PropagationPolicy policy, Deadline deadline);

    /** Whether the delete met an object. */
    enum DeleteOutcome {
        REQUESTED,
        ALREADY_GONE
    }

    /**
     * @param namespace empty for a cluster-scoped object
     * @param targetCluster the Maestro consumer; empty for Kubernetes
     */
    record ResourceAddress(ResourceKind kind, String namespace, String name, String targetCluster) {}

    /**
     * @param resourceName the name of the resource in the task, for messages
     * @param observed what is already known of the object on the server, so that it is not read again
     */
    record ApplyRequest(
            String resourceName, Resource manifest, ApplyOptions options, String targetCluster, Observed observed) {}

    /**
     * How an object is brought up to date. Transports that do not know an option ignore it.
     *
     * @param recreateOnChange whether a changed object is deleted and created again instead of updated
     * @param serverSideApply whether the server merges the manifest into the object, field by field
     * @param repairDrift whether an object of the same generation is compared with its manifest too
     */
    record ApplyOptions(boolean recreateOnChange, boolean serverSideApply, boolean repairDrift) {

        /** A changed object is updated as a whole, an unchanged one left alone. */
        public static final ApplyOptions STANDARD = new ApplyOptions(false, false, false);
    }

    /** What is known of an object before it is applied. */
    sealed interface Observed {

        /** Nobody looked yet. */
        record Unknown() implements Observed {}

        /** It was looked for a moment ago and not there. */
        record Absent() implements Observed {}

        /** It was read a moment ago. */
        record Present(Resource resource) implements Observed {}
    }

    /**
     * @param reason why that operation, in the words of the log line
     * @param resource the object as the server holds it now
     */
    record Applied(Operation operation, String reason, Resource resource) {}
}
