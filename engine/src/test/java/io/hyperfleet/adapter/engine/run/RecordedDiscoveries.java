package io.hyperfleet.adapter.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.run.RunEvent.DiscoveryQuery;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.TaskTexts;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily;
import io.hyperfleet.adapter.engine.vectors.VectorValues;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recorded selectors, and what is found inside an object. */
public final class RecordedDiscoveries implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of("matchLabels", "matchDiscovery", "nested");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        JsonNode in = vector.in();
        return switch (vector.kind()) {
            case "nested" -> nested(vector, values);
            case "matchLabels" ->
                compareMatch(
                        vector,
                        LabelSelector.matches(
                                labels(in.path("selector").asText()), new Resource(values.map(in.path("object")))));
            default -> compareMatch(vector, isFound(in, values));
        };
    }

    private static Optional<Mismatch> compareMatch(VectorCase vector, boolean matches) {
        return VectorFamily.compare(vector.want().path("matches").asText(), String.valueOf(matches));
    }

    /** The labels of which the original makes its selector text; what has no {@code =} counts for nothing there. */
    private static Map<String, String> labels(String selector) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String pair : selector.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                labels.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return labels;
    }

    private static boolean isFound(JsonNode in, VectorValues values) {
        Map<String, @Nullable Object> object = values.map(in.path("object"));
        Resource parent = new Resource(Map.of("spec", Map.of("workload", Map.of("manifests", List.of(object)))));
        String namespace = in.path("namespace").asText();
        String name = in.path("name").asText();
        DiscoveryQuery query = name.isEmpty()
                ? new DiscoveryQuery.BySelector(
                        ResourceKind.UNKNOWN,
                        namespace,
                        labels(in.path("selector").asText()),
                        "")
                : new DiscoveryQuery.ByName(ResourceKind.UNKNOWN, namespace, name, "");
        return InnerObjects.find(parent, query) instanceof InnerObjects.Search.Found(var found) && found.isPresent();
    }

    private static Optional<Mismatch> nested(VectorCase vector, VectorValues values) {
        Map<String, @Nullable Object> params = values.map(vector.in().path("params"));
        Map<String, @Nullable Object> wanted = new TreeMap<>();
        vector.want().path("found").properties().forEach(e -> wanted.put(e.getKey(), values.decode(e.getValue())));
        Map<String, @Nullable Object> found;
        try {
            found = find(
                    task(vector, params),
                    params,
                    new Resource(values.map(vector.in().path("parent"))),
                    wanted);
        } catch (TaskTexts.Refused refused) {
            // What cannot be looked for is refused at load; nothing is found, then.
            found = Map.of();
        }
        return VectorFamily.compare(VectorValues.canonical(wanted, false), VectorValues.canonical(found, false));
    }

    private static String task(VectorCase vector, Map<String, @Nullable Object> params) {
        StringBuilder text = new StringBuilder("params:\n");
        params.keySet().forEach(name -> text.append("  - {name: ").append(name).append(", source: event.id}\n"));
        return text.append("resources:\n  - manifest: {apiVersion: v1, kind: ManifestWork, metadata: {name: mw}}\n")
                .append("    discovery: {by_name: mw}\n")
                .append("    transport: {client: maestro, maestro: {target_cluster: c1}}\n")
                .append(vector.in().path("yaml").asText().indent(4))
                .toString();
    }

    /** A task that the program would refuse is carried out only when the original finds something with it. */
    private static Map<String, @Nullable Object> find(
            String text, Map<String, @Nullable Object> params, Resource parent, Map<String, @Nullable Object> wanted)
            throws TaskTexts.Refused {
        CompiledTask task = wanted.isEmpty() ? TaskTexts.compile(text, Map.of()) : TaskTexts.compileUnchecked(text);
        RunContext run = new RunContext(task, Map.of(), ports(), event -> {}, Deadline.none());
        run.params().putAll(params);
        ResourceDiscovery discovery = new ResourceDiscovery(run, new KnownObjects());
        new NestedDiscoveries(run, task.resources().getFirst(), discovery).carryOut(parent);
        Map<String, @Nullable Object> found = new TreeMap<>();
        run.resources().forEach((name, resource) -> found.put(name, comparable(resource, wanted.get(name))));
        return found;
    }

    /** The original does not attach the status of a cluster-scoped object. */
    private static @Nullable Object comparable(@Nullable Resource found, @Nullable Object wanted) {
        if (found == null || !found.namespace().isEmpty() || !(wanted instanceof Map<?, ?> object)) {
            return found == null ? null : found.content();
        }
        Map<String, @Nullable Object> content = new LinkedHashMap<>(found.content());
        content.keySet()
                .removeIf(
                        key -> (key.equals("statusFeedback") || key.equals("conditions")) && !object.containsKey(key));
        return content;
    }

    private static RunPorts ports() {
        return new RunPorts(
                new RecordedApi(),
                Map.of(),
                Map.of(),
                (path, limit) -> new ParamFiles.FileContent.Unreadable("no files"),
                new RunPorts.AdapterInfo("tester", "1.0.0", Map.of()),
                Map.of(),
                Map.of(),
                InstantSource.system());
    }
}
