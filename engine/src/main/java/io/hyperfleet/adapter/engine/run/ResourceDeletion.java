package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.ResourceDiscovery.Lookup;
import io.hyperfleet.adapter.engine.run.ResourceTransport.DeleteOutcome;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.run.RunEvent.ResourceStep;
import io.hyperfleet.adapter.engine.run.RunResult.ResourceResult;
import io.hyperfleet.adapter.engine.task.CompiledResource;
import io.hyperfleet.adapter.engine.task.CompiledResource.CompiledDiscovery;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of one resource: find the object, ask for its deletion, look whether it is gone. An object that is gone
 * leaves {@code resources}, so that the next resource can follow within the same event; one that is still there, because
 * of finalizers or because deletion takes its time, stays.
 */
final class ResourceDeletion {

    private static final String ALREADY_GONE = "resource already deleted or never existed";
    private static final String CONDITION_HELD = "lifecycle.delete.when evaluated to true";

    private final RunContext run;
    private final CompiledResource resource;
    private final String name;
    private final ResourceDiscovery discovery;
    private final KnownObjects known;
    private final ResourceTransport transport;
    private final String targetCluster;

    ResourceDeletion(
            RunContext run,
            CompiledResource resource,
            ResourceDiscovery discovery,
            KnownObjects known,
            ResourceTransport transport,
            String targetCluster) {
        this.run = run;
        this.resource = resource;
        this.name = resource.name();
        this.discovery = discovery;
        this.known = known;
        this.transport = transport;
        this.targetCluster = targetCluster;
    }

    SingleResource.End carryOut(PropagationPolicy policy) {
        ResourceKind kind = resource.manifest().kind(run.templateScope());
        Instant start = run.now();
        run.tell(new ResourceStep.DeleteStarted(name, kind));
        SingleResource.End end = switch (find()) {
            case Lookup.Absent _ -> alreadyGone();
            case Lookup.Failed(String reason, FailureClass classification) ->
                failed(null, "failed to discover resource for deletion", reason, classification);
            case Lookup.Found(Resource object) -> delete(object, policy);
        };
        boolean succeeded = end.failure().isEmpty();
        run.tell(new ResourceStep.DeleteFinished(name, kind, succeeded, run.since(start)));
        return end;
    }

    /** Without a discovery there is nothing that could be found. */
    private Lookup find() {
        CompiledDiscovery wanted = resource.discovery();
        return wanted == null ? new Lookup.Absent(ALREADY_GONE) : discovery.find(resource, wanted, targetCluster);
    }

    private SingleResource.End alreadyGone() {
        run.resources().put(name, null);
        run.tell(new ResourceStep.AlreadyGone(name));
        return succeeded(null, ALREADY_GONE);
    }

    private SingleResource.End delete(Resource object, PropagationPolicy policy) {
        ResourceAddress address = new ResourceAddress(object.kind(), object.namespace(), object.name(), targetCluster);
        run.tell(new ResourceStep.DeleteRequested(name, address, policy));
        return switch (transport.delete(address, policy, run.deadline(Phase.RESOURCES))) {
            case TransportResult.Failed<DeleteOutcome>(String message, FailureClass classification) -> {
                run.tell(new ResourceStep.DeleteFailed(name, message));
                yield failed(object, "failed to delete resource", message, classification);
            }
            case TransportResult.Done<DeleteOutcome>(DeleteOutcome outcome) -> {
                known.forget();
                lookAgain(object);
                run.tell(new ResourceStep.Deleted(name, policy));
                yield succeeded(object, CONDITION_HELD);
            }
        };
    }

    private void lookAgain(Resource before) {
        switch (find()) {
            case Lookup.Absent _ -> {
                run.resources().put(name, null);
                run.tell(new ResourceStep.DeleteConfirmed(name));
            }
            case Lookup.Found(Resource object) -> {
                run.resources().put(name, object);
                run.tell(new ResourceStep.StillPresent(name));
            }
            case Lookup.Failed(String reason, FailureClass _) -> {
                run.resources().put(name, before);
                run.tell(new ResourceStep.DeleteUnconfirmed(name, reason));
            }
        }
    }

    private SingleResource.End succeeded(@Nullable Resource object, String reason) {
        return new SingleResource.End(result(StepStatus.SUCCESS, object, reason, null), Optional.empty(), true);
    }

    private SingleResource.End failed(
            @Nullable Resource object, String context, String cause, FailureClass classification) {
        run.metadata().resourceFailed(name, cause);
        return new SingleResource.End(
                result(StepStatus.FAILED, object, "", cause),
                Optional.of(new ResourceFailure(name, context, cause, classification)),
                true);
    }

    private ResourceResult result(StepStatus status, @Nullable Resource object, String reason, @Nullable String error) {
        return new ResourceResult(
                name,
                object == null ? "" : object.kind().kind(),
                object == null ? "" : object.namespace(),
                object == null ? "" : object.name(),
                status,
                Operation.DELETE,
                reason,
                null,
                object,
                error);
    }
}
