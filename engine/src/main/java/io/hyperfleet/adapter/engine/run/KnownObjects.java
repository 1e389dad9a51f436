package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.run.RunEvent.DiscoveryQuery;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run learned of the objects it looked for or wrote, so that nothing is asked for twice. An object read or written
 * a moment ago answers for its name; a list read before, brought up to date by what was written since, answers for its
 * labels. A deletion takes others with it, so that nothing is known any more. Only what others change within the run can be missed.
 */
final class KnownObjects {

    private final Map<ResourceAddress, Optional<Resource>> named = new HashMap<>();
    private final Map<DiscoveryQuery.BySelector, List<Resource>> listed = new HashMap<>();

    /** The objects that answer the query; empty when it has to be asked. */
    Optional<List<Resource>> answer(DiscoveryQuery query) {
        return switch (query) {
            case DiscoveryQuery.ByName byName ->
                Optional.ofNullable(named.get(address(byName)))
                        .map(found -> found.stream().toList());
            case DiscoveryQuery.BySelector bySelector ->
                Optional.ofNullable(listed.get(bySelector)).map(List::copyOf);
        };
    }

    /** Remembers what a query found. */
    void found(DiscoveryQuery query, List<Resource> objects) {
        switch (query) {
            case DiscoveryQuery.ByName byName ->
                named.put(address(byName), objects.stream().findFirst());
            case DiscoveryQuery.BySelector bySelector -> listed.put(bySelector, new ArrayList<>(objects));
        }
    }

    /** What is known of the object that a manifest is about to become. */
    Sighting sightingOf(Resource manifest, String targetCluster) {
        ResourceAddress address =
                new ResourceAddress(manifest.kind(), manifest.namespace(), manifest.name(), targetCluster);
        Optional<Resource> byName = named.get(address);
        if (byName != null) {
            Observed observed = byName.<Observed>map(Observed.Present::new).orElseGet(Observed.Absent::new);
            return new Sighting(observed, false);
        }
        for (Map.Entry<DiscoveryQuery.BySelector, List<Resource>> entry : listed.entrySet()) {
            DiscoveryQuery.BySelector query = entry.getKey();
            if (!query.targetCluster().equals(targetCluster) || !LabelSelector.couldFind(query, manifest)) {
                continue;
            }
            return entry.getValue().stream()
                    .filter(object -> isSameObject(object, manifest))
                    .findFirst()
                    .map(object -> new Sighting(new Observed.Present(object), false))
                    .orElseGet(() -> new Sighting(new Observed.Absent(), true));
        }
        return new Sighting(new Observed.Unknown(), false);
    }

    /**
     * @param concluded whether the object was not looked for by its name: it is taken to be absent because a list, which
     *     should hold it, does not
     */
    record Sighting(Observed observed, boolean concluded) {}

    /** The server holds the object now. */
    void written(Resource manifest, Resource object, String targetCluster) {
        ResourceKind kind = manifest.kind();
        named.put(new ResourceAddress(kind, manifest.namespace(), manifest.name(), targetCluster), Optional.of(object));
        named.put(new ResourceAddress(kind, object.namespace(), object.name(), targetCluster), Optional.of(object));
        listed.forEach((query, objects) -> {
            if (query.kind().equals(kind) && query.targetCluster().equals(targetCluster)) {
                objects.removeIf(old -> isSameObject(old, object));
                if (LabelSelector.couldFind(query, object)) {
                    objects.add(object);
                }
            }
        });
    }

    /** Something is going away, and who knows what with it. */
    void forget() {
        named.clear();
        listed.clear();
    }

    private static ResourceAddress address(DiscoveryQuery.ByName query) {
        return new ResourceAddress(query.kind(), query.namespace(), query.name(), query.targetCluster());
    }

    private static boolean isSameObject(Resource one, Resource other) {
        return one.name().equals(other.name()) && one.namespace().equals(other.namespace());
    }
}
