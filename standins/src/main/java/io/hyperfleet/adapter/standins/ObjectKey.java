package io.hyperfleet.adapter.standins;

import java.util.Comparator;

/** What identifies an object of the Kubernetes stand-in; the namespace is empty for cluster-scoped types. */
record ObjectKey(ApiType type, String namespace, String name) {

    /** The order of lists. */
    static final Comparator<ObjectKey> ORDER = Comparator.comparing(
                    (ObjectKey key) -> key.type().apiVersion())
            .thenComparing(key -> key.type().plural())
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    static ObjectKey namespace(String name) {
        return new ObjectKey(ApiTypes.NAMESPACE, "", name);
    }
}
