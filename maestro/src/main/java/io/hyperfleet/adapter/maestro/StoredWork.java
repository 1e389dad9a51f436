package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A work as Maestro holds it: a resource bundle of the REST interface, seen as a ManifestWork. Its executor is not shown
 * there.
 *
 * @param version counts the accepted updates, from 1
 * @param resource the whole object; its resourceVersion and generation are the version
 */
record StoredWork(String id, int version, Resource resource) {

    /** Empty when it is no bundle or has no version. */
    static Optional<StoredWork> of(Map<String, @Nullable Object> bundle) {
        if (!(bundle.get("id") instanceof String id) || !(bundle.get("version") instanceof Long version)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> metadata = fields(bundle.get("metadata"));
        metadata.put("resourceVersion", Long.toString(version));
        metadata.put("generation", version);
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("apiVersion", ManifestWork.KIND.apiVersion());
        content.put("kind", ManifestWork.KIND.kind());
        content.put("metadata", metadata);
        content.put("spec", spec(bundle));
        content.put("status", status(fields(bundle.get("status"))));
        return Optional.of(new StoredWork(id, version.intValue(), new Resource(content)));
    }

    boolean isBeingDeleted() {
        return resource.metadata().get("deletionTimestamp") != null;
    }

    private static Map<String, @Nullable Object> spec(Map<String, @Nullable Object> bundle) {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        Map<String, @Nullable Object> workload = new LinkedHashMap<>();
        workload.put("manifests", bundle.get("manifests") instanceof List<?> list ? list : List.of());
        spec.put("workload", workload);
        if (bundle.get("delete_option") instanceof Map<?, ?> option && !option.isEmpty()) {
            spec.put("deleteOption", option);
        }
        if (bundle.get("manifest_configs") instanceof List<?> configs && !configs.isEmpty()) {
            spec.put("manifestConfigs", configs);
        }
        return spec;
    }

    /** Without a report of an agent {@code resourceStatus} is there and empty. */
    private static Map<String, @Nullable Object> status(Map<String, @Nullable Object> reported) {
        Map<String, @Nullable Object> resources = new LinkedHashMap<>();
        if (reported.get("resourceStatus") instanceof List<?> manifests && !manifests.isEmpty()) {
            resources.put("manifests", manifests);
        }
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        if (reported.get("conditions") instanceof List<?> conditions && !conditions.isEmpty()) {
            status.put("conditions", conditions);
        }
        status.put("resourceStatus", resources);
        return status;
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        }
        return fields;
    }
}
