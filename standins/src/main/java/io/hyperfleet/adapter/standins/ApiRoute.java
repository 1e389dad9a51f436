package io.hyperfleet.adapter.standins;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of the HyperFleet API's address space that a request means.
 *
 * @param kind the kind of the resources, none for {@code /resources}
 * @param parentId id of the parent in the path, empty when there is none
 * @param parentKind kind of that parent
 * @param id id of the resource, empty for the collection
 * @param action {@code statuses}, {@code force-delete} or empty for the resource itself
 */
record ApiRoute(
        @Nullable EntityKind kind,
        String parentId,
        @Nullable EntityKind parentKind,
        String id,
        String action) {

    private static final String ANY_KIND = "resources";
    private static final List<String> ACTIONS = List.of("statuses", "force-delete");

    /** Reads a path; nothing when the API has no such endpoint. */
    static Optional<ApiRoute> parse(String path, List<String> segments, List<EntityKind> kinds) {
        int base = HyperFleetApiStandIn.BASE_PATH.split("/", -1).length - 1;
        if (!path.startsWith(HyperFleetApiStandIn.BASE_PATH + "/")) {
            return Optional.empty();
        }
        List<String> rest = segments.subList(base, segments.size());
        if (rest.contains("")) {
            return Optional.empty();
        }
        Optional<EntityKind> first = byPlural(kinds, rest.getFirst());
        if (first.isEmpty() && !rest.getFirst().equals(ANY_KIND)) {
            return Optional.empty();
        }
        boolean nested = rest.size() >= 3 && !ACTIONS.contains(rest.get(2));
        if (!nested) {
            return of(first.orElse(null), "", null, rest);
        }
        return byPlural(kinds, rest.get(2))
                .filter(child -> first.isPresent() && first.get().kind().equals(child.parentKind()))
                .flatMap(child -> of(child, rest.get(1), first.get(), rest.subList(2, rest.size())));
    }

    /** Why the resource that was found by its id, or its parent, is not there; nothing when both are. */
    Optional<ApiProblem> missing(ApiResources resources, @Nullable ApiResource found) {
        if (parentKind != null && !exists(resources, parentKind, parentId)) {
            return Optional.of(ApiProblem.notFound(parentKind.kind(), parentId));
        }
        boolean there = id.isEmpty() || (found != null && contains(found));
        return there ? Optional.empty() : Optional.of(notFound());
    }

    /** Whether a resource is one of those that the path means. */
    boolean contains(ApiResource resource) {
        boolean sameKind = kind == null || resource.kind().equals(kind);
        boolean sameParent = parentId.isEmpty()
                || resource.parent()
                        .filter(parent -> parent.id().equals(parentId))
                        .isPresent();
        return sameKind && sameParent;
    }

    ApiProblem notFound() {
        return ApiProblem.notFound(kind == null ? "Resource" : kind.kind(), id);
    }

    private static Optional<ApiRoute> of(
            @Nullable EntityKind kind, String parentId, @Nullable EntityKind parentKind, List<String> rest) {
        String id = rest.size() > 1 ? rest.get(1) : "";
        String action = rest.size() > 2 ? rest.get(2) : "";
        boolean known = rest.size() <= 2 || (rest.size() == 3 && ACTIONS.contains(action));
        return known ? Optional.of(new ApiRoute(kind, parentId, parentKind, id, action)) : Optional.empty();
    }

    private static Optional<EntityKind> byPlural(List<EntityKind> kinds, String plural) {
        return kinds.stream().filter(kind -> kind.plural().equals(plural)).findFirst();
    }

    private static boolean exists(ApiResources resources, EntityKind kind, String id) {
        return resources.find(id).filter(found -> found.kind().equals(kind)).isPresent();
    }
}
