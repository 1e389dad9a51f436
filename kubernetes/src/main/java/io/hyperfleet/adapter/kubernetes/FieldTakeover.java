package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Ok;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the fields that an object owes to an earlier update as a whole, by this program or by the Go program. As long
 * as they count as written by somebody else, a field that the manifest no longer has would stay for ever. Done once: from
 * then on the server's record knows a single manager of ours.
 */
final class FieldTakeover {

    /** What the server calls writers that do not say their name, after the start of their user agent. */
    private static final Set<String> EARLIER_NAMES = Set.of(ClusterObjects.FIELD_MANAGER, "adapter");

    private final ClusterObjects objects;

    FieldTakeover(ClusterObjects objects) {
        this.objects = objects;
    }

    /**
     * Completes an apply.
     *
     * @param applied the server's answer to it
     * @return the object as it is then; the same when there was nothing to take over
     */
    ObjectResult<Resource> complete(Resource manifest, Resource applied, Deadline deadline) {
        List<Object> entries = new ArrayList<>();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Optional<Map<?, ?>> ours = Optional.empty();
        boolean foundEarlier = false;
        for (Object entry : applied.metadata().get("managedFields") instanceof List<?> list ? list : List.of()) {
            if (!(entry instanceof Map<?, ?> map)) {
                continue;
            }
            if (isEarlierUpdate(map)) {
                foundEarlier = true;
                merge(fields, map.get("fieldsV1"));
            } else if (isOurApply(map)) {
                ours = Optional.of(map);
                merge(fields, map.get("fieldsV1"));
            } else {
                entries.add(map);
            }
        }
        if (!foundEarlier || ours.isEmpty()) {
            return new Ok<>(applied);
        }
        Map<String, @Nullable Object> united = new LinkedHashMap<>();
        ours.get().forEach((key, value) -> united.put(String.valueOf(key), value));
        united.put("fieldsV1", fields);
        entries.add(united);
        List<Map<String, @Nullable Object>> patch = List.of(
                operation("replace", "/metadata/managedFields", entries),
                operation(
                        "replace",
                        "/metadata/resourceVersion",
                        applied.metadata().get("resourceVersion")));
        return switch (objects.patch(ObjectName.of(applied), patch, deadline)) {
            case Ok<Resource> _ -> objects.applyServerSide(manifest, deadline).map(done -> new Resource(done.object()));
            case ObjectResult.Refusal<Resource> refusal -> refusal;
        };
    }

    private static boolean isEarlierUpdate(Map<?, ?> entry) {
        return "Update".equals(entry.get("operation"))
                && !entry.containsKey("subresource")
                && entry.get("manager") instanceof String manager
                && EARLIER_NAMES.contains(manager);
    }

    private static boolean isOurApply(Map<?, ?> entry) {
        return "Apply".equals(entry.get("operation")) && ClusterObjects.FIELD_MANAGER.equals(entry.get("manager"));
    }

    private static void merge(Map<String, @Nullable Object> into, @Nullable Object fields) {
        if (!(fields instanceof Map<?, ?> map)) {
            return;
        }
        map.forEach((key, value) -> {
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            merge(inner, into.get(String.valueOf(key)));
            merge(inner, value);
            into.put(String.valueOf(key), inner);
        });
    }

    private static Map<String, @Nullable Object> operation(String operation, String path, @Nullable Object value) {
        Map<String, @Nullable Object> step = new LinkedHashMap<>();
        step.put("op", operation);
        step.put("path", path);
        step.put("value", value);
        return step;
    }
}
