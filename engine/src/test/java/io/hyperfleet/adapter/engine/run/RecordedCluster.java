package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster in memory that follows the generation rules of the real ones and notes every request it would have sent. An
 * apply that was told what is there does not look again.
 */
final class RecordedCluster implements ResourceTransport {

    private final List<Resource> objects = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<Deadline> deadlines = new ArrayList<>();
    private final Set<String> refusedNames = new HashSet<>();
    private boolean finalizers;

    void add(Resource object) {
        objects.add(object);
    }

    /** Whatever is asked about an object of that name fails. */
    void refuse(String name) {
        refusedNames.add(name);
    }

    /** What is deleted stays. */
    void keepDeleted() {
        finalizers = true;
    }

    List<Resource> objects() {
        return objects;
    }

    List<String> requests() {
        return requests;
    }

    /** Those of the objects that were applied. */
    List<Deadline> deadlines() {
        return deadlines;
    }

    @Override
    public TransportResult<Applied> apply(ApplyRequest request, Deadline deadline) {
        Resource manifest = request.manifest();
        deadlines.add(deadline);
        if (refusedNames.contains(manifest.name())) {
            return new TransportResult.Failed<>("boom", FailureClass.TRANSIENT);
        }
        Optional<Resource> existing = switch (request.observed()) {
            case Observed.Unknown() -> read(manifest.kind(), manifest.namespace(), manifest.name());
            case Observed.Absent() -> Optional.empty();
            case Observed.Present(Resource resource) -> Optional.of(resource);
        };
        if (existing.isEmpty()) {
            requests.add("POST " + manifest.name());
            Optional<Resource> conflict = stored(manifest.kind(), manifest.namespace(), manifest.name());
            if (conflict.isPresent()) {
                return done(Operation.SKIP, "already exists (concurrent create)", conflict.get());
            }
            objects.add(manifest);
            return done(Operation.CREATE, "resource not found", manifest);
        }
        long before = Generation.of(existing.get());
        long after = Generation.of(manifest);
        if (before == after) {
            return done(Operation.SKIP, "generation " + after + " unchanged", existing.get());
        }
        requests.add("PUT " + manifest.name());
        objects.remove(existing.get());
        objects.add(manifest);
        return done(Operation.UPDATE, "generation changed " + before + "->" + after, manifest);
    }

    private static TransportResult<Applied> done(Operation operation, String reason, Resource object) {
        return new TransportResult.Done<>(new Applied(operation, reason, object));
    }

    @Override
    public TransportResult<Optional<Resource>> get(ResourceAddress address, Deadline deadline) {
        return refusedNames.contains(address.name())
                ? new TransportResult.Failed<>("boom", FailureClass.TRANSIENT)
                : new TransportResult.Done<>(read(address.kind(), address.namespace(), address.name()));
    }

    @Override
    public TransportResult<List<Resource>> find(
            ResourceKind kind, String namespace, Map<String, String> labels, String target, Deadline deadline) {
        requests.add("LIST " + kind.kind());
        return new TransportResult.Done<>(objects.stream()
                .filter(object -> object.kind().equals(kind) && LabelSelector.matches(labels, object))
                .toList());
    }

    @Override
    public TransportResult<DeleteOutcome> delete(ResourceAddress address, PropagationPolicy policy, Deadline deadline) {
        requests.add("DELETE " + address.name() + " " + policy.text());
        if (!finalizers) {
            stored(address.kind(), address.namespace(), address.name()).ifPresent(objects::remove);
        }
        return new TransportResult.Done<>(DeleteOutcome.REQUESTED);
    }

    private Optional<Resource> read(ResourceKind kind, String namespace, String name) {
        requests.add("GET " + name);
        return stored(kind, namespace, name);
    }

    private Optional<Resource> stored(ResourceKind kind, String namespace, String name) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind)
                        && object.namespace().equals(namespace)
                        && object.name().equals(name))
                .findFirst();
    }
}
