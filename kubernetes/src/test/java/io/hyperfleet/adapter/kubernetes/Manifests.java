package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small manifests and addresses. */
final class Manifests {

    private Manifests() {}

    static Resource configMap(String name, long generation) {
        return configMap(name, generation, List.of());
    }

    static Resource configMap(String name, long generation, List<String> finalizers) {
        Resource plain = object("v1", "ConfigMap", name, generation);
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        plain.metadata().forEach((key, value) -> metadata.put(String.valueOf(key), value));
        if (!finalizers.isEmpty()) {
            metadata.put("finalizers", finalizers);
        }
        Map<String, @Nullable Object> content = new LinkedHashMap<>(plain.content());
        content.put("metadata", metadata);
        content.put("data", Map.of("generation", String.valueOf(generation)));
        return new Resource(content);
    }

    static Resource object(String apiVersion, String kind, String name, long generation) {
        return object(apiVersion, kind, name, generation, kind.equals("Namespace") ? "" : "default");
    }

    static Resource object(String apiVersion, String kind, String name, long generation, String namespace) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.put("labels", Map.of("app", name));
        metadata.put("annotations", Map.of("hyperfleet.io/generation", String.valueOf(generation)));
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("apiVersion", apiVersion);
        content.put("kind", kind);
        content.put("metadata", metadata);
        return new Resource(content);
    }

    static ResourceAddress address(String kind, String namespace, String name) {
        return address("v1", kind, namespace, name);
    }

    static ResourceAddress address(String apiVersion, String kind, String namespace, String name) {
        return new ResourceAddress(new ResourceKind(apiVersion, kind), namespace, name, "");
    }
}
