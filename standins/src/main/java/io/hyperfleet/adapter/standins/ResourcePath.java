package io.hyperfleet.adapter.standins;

import java.util.List;
import java.util.Optional;

/**
 * The part of an API server's address space that a request means.
 *
 * @param type the type of the objects
 * @param namespace empty for cluster-scoped types and for all namespaces
 * @param name empty for the collection
 * @param subresource empty for the object itself
 */
record ResourcePath(ApiType type, String namespace, String name, String subresource) {

    /** Reads {@code /api/v1/…} and {@code /apis/<group>/<version>/…}; nothing when no known type is meant. */
    static Optional<ResourcePath> parse(List<String> path, ApiTypes types) {
        boolean core = path.getFirst().equals("api");
        int prefix = core ? 2 : 3;
        if (path.size() <= prefix || !(core || path.getFirst().equals("apis"))) {
            return Optional.empty();
        }
        String group = core ? "" : path.get(1);
        String version = path.get(prefix - 1);
        List<String> rest = path.subList(prefix, path.size());
        boolean inNamespace = rest.size() >= 3 && rest.getFirst().equals("namespaces") && !isSubresource(rest);
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> object = inNamespace ? rest.subList(2, rest.size()) : rest;
        if (object.size() > 3) {
            return Optional.empty();
        }
        return types.byPlural(group, version, object.getFirst())
                .filter(type -> type.namespaced() == inNamespace || (!inNamespace && object.size() == 1))
                .map(type -> new ResourcePath(
                        type,
                        namespace,
                        object.size() > 1 ? object.get(1) : "",
                        object.size() > 2 ? object.get(2) : ""));
    }

    boolean isCollection() {
        return name.isEmpty();
    }

    ObjectKey key() {
        return new ObjectKey(type, namespace, name);
    }

    /** {@code namespaces/x/status} is a subresource of the namespace, {@code namespaces/x/configmaps} is not. */
    private static boolean isSubresource(List<String> rest) {
        return rest.size() == 3 && (rest.get(2).equals("status") || rest.get(2).equals("finalize"));
    }
}
