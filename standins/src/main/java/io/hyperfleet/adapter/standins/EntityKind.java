package io.hyperfleet.adapter.standins;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of resource that a HyperFleet API serves; which ones there are is configuration of the API.
 *
 * @param kind e.g. {@code Cluster}
 * @param plural name in the URL
 * @param parentKind the kind it belongs to, none for top-level kinds; children are deleted with their parent
 * @param requiredAdapters the adapters that must report before a resource counts as reconciled
 */
public record EntityKind(
        String kind, String plural, @Nullable String parentKind, List<String> requiredAdapters) {

    public EntityKind {
        requiredAdapters = List.copyOf(requiredAdapters);
    }

    /** The kind Cluster. */
    public static EntityKind cluster(String... requiredAdapters) {
        return new EntityKind("Cluster", "clusters", null, List.of(requiredAdapters));
    }

    /** The kind NodePool, a child of Cluster. */
    public static EntityKind nodePool(String... requiredAdapters) {
        return new EntityKind("NodePool", "nodepools", "Cluster", List.of(requiredAdapters));
    }
}
