package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.ApplyDecision;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Generation;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyRequest;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Ok;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Reason;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Applies manifests by having the server merge them: one request whether the object is new, changed or unchanged, and
 * fields of others stay. An object that was applied here before is never taken back to an older generation; across a
 * restart that holds where the object was observed first, as with a lifecycle or a discovery before.
 */
final class ServerSideApply {

    private static final int MAX_ROUNDS = 5;
    private static final int REMEMBERED = 10_000;

    private final ClusterObjects objects;
    private final FieldTakeover takeover;
    private final Map<ObjectName, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectName, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    ServerSideApply(ClusterObjects objects) {
        this.objects = objects;
        this.takeover = new FieldTakeover(objects);
    }

    /** An object as it was left. */
    private record Seen(long generation, String resourceVersion) {}

    TransportResult<Applied> apply(ApplyRequest request, Deadline deadline) {
        Resource manifest = request.manifest();
        ObjectName name = ObjectName.of(manifest);
        Optional<Resource> existing;
        switch (existing(request, name, deadline)) {
            case Ok<Optional<Resource>>(Optional<Resource> found) -> existing = found;
            case Refusal<Optional<Resource>>(Reason _, String message, FailureClass classification) -> {
                String text = "failed to get existing resource " + name.kindAndName() + ": " + message;
                return new Failed<>(text, classification);
            }
        }
        Optional<ApplyDecision> decision =
                existing.map(object -> ApplyDecision.of(manifest, Optional.of(object), false));
        if (existing.isPresent() && decision.isPresent() && isDone(request, decision.get(), existing.get())) {
            return new Done<>(new Applied(Operation.SKIP, decision.get().reason(), existing.get()));
        }
        for (int round = 1; ; round++) {
            switch (objects.applyServerSide(manifest, deadline)) {
                case Ok<Reply.Done>(Reply.Done answer) -> {
                    return finish(request, decision, existing, answer, deadline);
                }
                case Refusal<Reply.Done>(Reason reason, String message, FailureClass classification) -> {
                    if (reason != Reason.CONFLICT || round == MAX_ROUNDS) {
                        return new Failed<>(
                                "failed to apply resource " + name.kindAndName() + ": " + message, classification);
                    }
                }
            }
        }
    }

    /** The object where it is known; it is only read when a newer generation of it was applied before. */
    private ObjectResult<Optional<Resource>> existing(ApplyRequest request, ObjectName name, Deadline deadline) {
        return switch (request.observed()) {
            case Observed.Present(Resource object) -> new Ok<>(Optional.of(object));
            case Observed.Absent() -> new Ok<>(Optional.empty());
            case Observed.Unknown() -> {
                long wanted = Generation.of(request.manifest());
                boolean isLate = wanted != 0
                        && recall(name)
                                .filter(last -> last.generation() > wanted)
                                .isPresent();
                if (!isLate) {
                    yield new Ok<>(Optional.empty());
                }
                yield switch (objects.get(name, deadline)) {
                    case Ok<Resource>(Resource object) -> new Ok<>(Optional.of(object));
                    case Refusal<Resource> refusal ->
                        refusal.reason() == Reason.NOT_FOUND ? new Ok<>(Optional.empty()) : refusal.as();
                };
            }
        };
    }

    private static boolean isDone(ApplyRequest request, ApplyDecision decision, Resource existing) {
        boolean isSame = Generation.of(request.manifest()) == Generation.of(existing);
        return decision.operation() == Operation.SKIP
                && !(isSame && request.options().repairDrift());
    }

    private TransportResult<Applied> finish(
            ApplyRequest request,
            Optional<ApplyDecision> decision,
            Optional<Resource> existing,
            Reply.Done answer,
            Deadline deadline) {
        Resource manifest = request.manifest();
        ObjectName name = ObjectName.of(manifest);
        Resource object;
        switch (takeover.complete(manifest, new Resource(answer.object()), deadline)) {
            case Ok<Resource>(Resource settled) -> object = settled;
            case Refusal<Resource>(Reason _, String message, FailureClass classification) -> {
                return new Failed<>(
                        "failed to apply resource " + name.kindAndName() + ": taking over fields of an earlier update: "
                                + message,
                        classification);
            }
        }
        Optional<String> before =
                existing.map(ServerSideApply::version).or(() -> recall(name).map(Seen::resourceVersion));
        long generation = Generation.of(object);
        remember(name, new Seen(generation, version(object)));
        if (answer.created()) {
            return new Done<>(new Applied(Operation.CREATE, "resource not found", object));
        }
        if (before.filter(version(object)::equals).isPresent()) {
            return new Done<>(new Applied(Operation.SKIP, "generation " + generation + " unchanged", object));
        }
        String reason = decision.filter(made -> made.operation() != Operation.SKIP)
                .map(ApplyDecision::reason)
                .orElse("generation " + generation + " applied by the server");
        return new Done<>(new Applied(Operation.UPDATE, reason, object));
    }

    private Optional<Seen> recall(ObjectName name) {
        synchronized (seen) {
            return Optional.ofNullable(seen.get(name));
        }
    }

    private void remember(ObjectName name, Seen state) {
        synchronized (seen) {
            seen.put(name, state);
        }
    }

    private static String version(Resource object) {
        return Objects.toString(object.metadata().get("resourceVersion"), "");
    }
}
