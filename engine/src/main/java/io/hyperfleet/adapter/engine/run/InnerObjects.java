package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.RunEvent.DiscoveryQuery;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects that an object carries in {@code spec.workload.manifests}, as a ManifestWork does. They are what is wanted,
 * not what is there; of what is there they get {@code statusFeedback} and {@code conditions} from the first entry of
 * {@code status.resourceStatus.manifests} with their name and namespace.
 */
public final class InnerObjects {

    private InnerObjects() {}

    /** All of them; none when what stands there is no list of objects. */
    public static List<Resource> in(Resource parent) {
        if (!(at(parent.content(), "spec", "workload", "manifests") instanceof List<?> manifests)) {
            return List.of();
        }
        List<Resource> objects = new ArrayList<>();
        for (Object manifest : manifests) {
            if (manifest instanceof Map<?, ?> map) {
                objects.add(withStatus(new Resource(withTextKeys(map)), parent));
            }
        }
        return objects;
    }

    /** What a search came to. */
    sealed interface Search {

        /** The newest object that matches. */
        record Found(Optional<Resource> object) implements Search {}

        /** What stands there are no objects. */
        record Unreadable(String reason) implements Search {}
    }

    static Search find(Resource parent, DiscoveryQuery query) {
        Object manifests = at(parent.content(), "spec", "workload", "manifests");
        if (manifests == null) {
            return new Search.Found(Optional.empty());
        }
        if (!(manifests instanceof List<?> list)) {
            return new Search.Unreadable("hyperfleet-adapter-2: failed to extract spec.workload.manifests from \""
                    + parent.name() + "\": .spec.workload.manifests accessor error: " + GoFormat.value(manifests)
                    + " is of the type " + GoFormat.typeName(manifests) + ", expected []interface{}");
        }
        List<Resource> matching = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Map<?, ?> map)) {
                return new Search.Unreadable("hyperfleet-adapter-2: \"" + parent.name() + "\" manifest[" + i
                        + "]: unexpected type " + GoFormat.typeName(list.get(i)));
            }
            Resource inner = new Resource(withTextKeys(map));
            if (matches(query, inner)) {
                matching.add(inner);
            }
        }
        return new Search.Found(Generation.newest(matching).map(inner -> withStatus(inner, parent)));
    }

    private static boolean matches(DiscoveryQuery query, Resource inner) {
        if (!query.namespace().isEmpty() && !query.namespace().equals(inner.namespace())) {
            return false;
        }
        return switch (query) {
            case DiscoveryQuery.ByName byName -> byName.name().equals(inner.name());
            case DiscoveryQuery.BySelector bySelector -> LabelSelector.matches(bySelector.labels(), inner);
        };
    }

    private static Resource withStatus(Resource inner, Resource parent) {
        if (!(at(parent.content(), "status", "resourceStatus", "manifests") instanceof List<?> states)) {
            return inner;
        }
        for (Object state : states) {
            if (state instanceof Map<?, ?> map
                    && map.get("resourceMeta") instanceof Map<?, ?> meta
                    && isOf(inner, meta)) {
                Map<String, @Nullable Object> content = new LinkedHashMap<>(inner.content());
                for (String key : List.of("statusFeedback", "conditions")) {
                    if (map.containsKey(key)) {
                        content.put(key, map.get(key));
                    }
                }
                return new Resource(content);
            }
        }
        return inner;
    }

    /** A cluster-scoped object has no namespace, and its entry may not say so either. */
    private static boolean isOf(Resource inner, Map<?, ?> meta) {
        Object namespace = meta.containsKey("namespace") ? meta.get("namespace") : "";
        return inner.name().equals(meta.get("name")) && inner.namespace().equals(namespace);
    }

    private static @Nullable Object at(Map<?, ?> root, String... path) {
        Object current = root;
        for (String key : path) {
            if (!(current instanceof Map<?, ?> map)) {
                return null;
            }
            current = map.get(key);
        }
        return current;
    }

    private static Map<String, @Nullable Object> withTextKeys(Map<?, ?> map) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put(String.valueOf(key), value));
        return fields;
    }
}
