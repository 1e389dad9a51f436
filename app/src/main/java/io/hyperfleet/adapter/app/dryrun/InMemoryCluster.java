package io.hyperfleet.adapter.app.dryrun;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.LabelSelector;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory, filled with the objects a dry run is given. It does not compare generations, so that a dry run
 * always shows what would be applied. Like the real ones, Kubernetes forgets what is deleted, and Maestro only marks it.
 */
final class InMemoryCluster {

    private final Map<Key, Resource> objects = new LinkedHashMap<>();
    private final DiscoveryOverrides overrides;
    private final InstantSource clock;

    private record Key(ResourceKind kind, String namespace, String name) {}

    InMemoryCluster(DiscoveryOverrides overrides, InstantSource clock) {
        this.overrides = overrides;
        this.clock = clock;
        overrides
                .objects()
                .values()
                .forEach(object -> objects.put(new Key(object.kind(), object.namespace(), object.name()), object));
    }

    Map<Client, ResourceTransport> transports() {
        return Map.of(Client.KUBERNETES, new Transport(false), Client.MAESTRO, new Transport(true));
    }

    private final class Transport implements ResourceTransport {

        private final boolean marksDeleted;

        Transport(boolean marksDeleted) {
            this.marksDeleted = marksDeleted;
        }

        @Override
        public TransportResult<Applied> apply(ApplyRequest request, Deadline deadline) {
            Resource manifest = request.manifest();
            Key key = new Key(manifest.kind(), manifest.namespace(), manifest.name());
            boolean present = objects.containsKey(key);
            Operation operation = !present
                    ? Operation.CREATE
                    : request.options().recreateOnChange() ? Operation.RECREATE : Operation.UPDATE;
            Resource object = overrides.objects().getOrDefault(manifest.name(), manifest);
            objects.put(key, object);
            return new TransportResult.Done<>(new Applied(operation, "dry-run " + operation.text(), object));
        }

        @Override
        public TransportResult<Optional<Resource>> get(ResourceAddress address, Deadline deadline) {
            return new TransportResult.Done<>(Optional.ofNullable(objects.get(key(address))));
        }

        @Override
        public TransportResult<List<Resource>> find(
                ResourceKind kind,
                String namespace,
                Map<String, String> labels,
                String targetCluster,
                Deadline deadline) {
            return new TransportResult.Done<>(objects.values().stream()
                    .filter(object -> object.kind().equals(kind))
                    .filter(object -> LabelSelector.isIn(namespace, object))
                    .filter(object -> LabelSelector.matches(labels, object))
                    .toList());
        }

        @Override
        public TransportResult<DeleteOutcome> delete(
                ResourceAddress address, PropagationPolicy policy, Deadline deadline) {
            Key key = key(address);
            Resource object = objects.get(key);
            if (marksDeleted) {
                if (object == null) {
                    return new TransportResult.Done<>(DeleteOutcome.ALREADY_GONE);
                }
                objects.put(key, markedDeleted(object));
                return new TransportResult.Done<>(DeleteOutcome.REQUESTED);
            }
            if (object == null) {
                return new TransportResult.Failed<>(address.kind().notFound(address.name()), FailureClass.TERMINAL);
            }
            objects.remove(key);
            return new TransportResult.Done<>(DeleteOutcome.REQUESTED);
        }
    }

    private static Key key(ResourceTransport.ResourceAddress address) {
        return new Key(address.kind(), address.namespace(), address.name());
    }

    private Resource markedDeleted(Resource object) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        object.metadata().forEach((key, value) -> metadata.put(String.valueOf(key), value));
        metadata.put(
                "deletionTimestamp",
                DateTimeFormatter.ISO_INSTANT
                        .withLocale(Locale.ROOT)
                        .format(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        Map<String, @Nullable Object> content = new LinkedHashMap<>(object.content());
        content.put("metadata", metadata);
        return new Resource(content);
    }
}
