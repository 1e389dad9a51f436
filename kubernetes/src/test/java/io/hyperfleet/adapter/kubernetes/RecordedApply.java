package io.hyperfleet.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperfleet.adapter.engine.run.ApplyDecision;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyOptions;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyRequest;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily;
import io.hyperfleet.adapter.engine.vectors.VectorFamily.Mismatch;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A recorded apply or delete against the stand-in: what came of it and what was written, in order. Reads are not
 * compared: how often the server is asked is another matter.
 */
final class RecordedApply {

    private static final Map<String, String> METHODS =
            Map.of("get", "GET", "create", "POST", "update", "PUT", "delete", "DELETE");
    private static final List<String> SERVER_MADE =
            List.of("uid", "resourceVersion", "creationTimestamp", "managedFields");

    private final ObjectMapper mapper;

    RecordedApply(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Optional<Mismatch> replay(VectorCase vector) {
        return vector.kind().equals("apply") && !namesAnObject(vector)
                ? VectorFamily.compare(ApplyFamily.stable(wanted(vector)), ApplyFamily.stable(decided(vector)))
                : replayOnCluster(vector);
    }

    private boolean namesAnObject(VectorCase vector) {
        JsonNode desired = ApplyFamily.tree(mapper, vector.in().path("desired").asText());
        return desired != null
                && desired.path("apiVersion").asText().matches("[^/]+(/[^/]+)?")
                && !desired.path("kind").asText().isEmpty()
                && desired.path("metadata").path("name").isTextual();
    }

    /**
     * No API server takes such a manifest; the recorded one took everything. So these cases go no further than the
     * decision, and what would be sent.
     */
    private String decided(VectorCase vector) {
        String text = vector.in().path("desired").asText();
        return switch (ParsedManifest.of(text)) {
            case ParsedManifest.Refused(String error) -> "failed to parse manifest: " + error + "\n";
            case ParsedManifest.Parsed(Resource resource) -> {
                ApplyDecision decision = ApplyDecision.of(resource, Optional.empty(), false);
                yield decision.operation().text() + " " + decision.reason() + "\n"
                        + decision.operation().text() + " " + canonical(text);
            }
        };
    }

    private Optional<Mismatch> replayOnCluster(VectorCase vector) {
        try (KubernetesStandIn cluster = KubernetesStandIn.start();
                KubernetesTransport transport = connect(cluster)) {
            cluster.put(
                    mapper.readTree("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"d\"}}"));
            JsonNode existing = vector.in().path("existing").path("k8sjson");
            if (existing.isTextual()) {
                ObjectNode object = (ObjectNode) mapper.readTree(existing.asText());
                ((ObjectNode) object.path("metadata")).remove("finalizers");
                cluster.put(object);
            }
            vector.in().path("failures").properties().forEach(failure -> inject(cluster, failure));
            String outcome =
                    vector.kind().equals("apply") ? apply(vector, transport) : delete(vector, transport, cluster);
            String got = outcome + "\n" + writes(cluster);
            if (outcome.startsWith("invalid manifest of") && !vector.want().has("error")) {
                // The original sends labels and annotations that are no text; here they are refused.
                return Optional.empty();
            }
            return VectorFamily.compare(wanted(vector), got);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KubernetesTransport connect(KubernetesStandIn cluster) throws IOException {
        return with(cluster, settings -> KubernetesTransport.connect(settings, new Random(1), RequestObserver.NOBODY));
    }

    /** Something that talks to the cluster of the settings. */
    private interface Connecting<T> {
        T connect(KubernetesSettings settings) throws KubernetesSetupException;
    }

    private static <T> T with(KubernetesStandIn cluster, Connecting<T> connecting) throws IOException {
        Path kubeconfig = Files.createTempFile("kubeconfig", ".json");
        try {
            return connecting.connect(new KubernetesSettings(
                    Optional.of(cluster.writeKubeconfig(kubeconfig)),
                    -1,
                    0,
                    "hyperfleet-adapter/test",
                    Map.of(),
                    HttpClient.Builder.NO_PROXY));
        } catch (KubernetesSetupException e) {
            throw new IOException(e);
        } finally {
            Files.delete(kubeconfig);
        }
    }

    private static void inject(KubernetesStandIn cluster, Map.Entry<String, JsonNode> failure) {
        String body = switch (failure.getValue().asText()) {
            case "forbidden" -> KubernetesStandIn.failure(403, "Forbidden", "configmaps \"n\" is forbidden: no rights");
            case "conflict" ->
                KubernetesStandIn.failure(
                        409, "Conflict", "Operation cannot be fulfilled on configmaps \"n\": object was modified");
            case "notfound" -> KubernetesStandIn.failure(404, "NotFound", "configmaps \"n\" not found");
            case "exists" -> KubernetesStandIn.failure(409, "AlreadyExists", "configmaps \"n\" already exists");
            default ->
                KubernetesStandIn.failure(400, "BadRequest", failure.getValue().asText());
        };
        int code = Integer.parseInt(body.replaceFirst("(?s).*\"code\"\\s*:\\s*(\\d+).*", "$1"));
        String method = METHODS.getOrDefault(failure.getKey(), failure.getKey());
        cluster.http().inject(Fault.on(method, "/configmaps").answering(code, body));
    }

    private static String apply(VectorCase vector, KubernetesTransport transport) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        if (JsonDecoder.kubernetesObject().decode(vector.in().path("desired").asText())
                instanceof JsonDecoder.Decoded.Value(Map<?, ?> map)) {
            map.forEach((key, value) -> content.put(String.valueOf(key), value));
        }
        ApplyRequest request = new ApplyRequest(
                "it",
                new Resource(content),
                new ApplyOptions(vector.in().path("recreateOnChange").asBoolean(), false, false),
                "",
                new Observed.Unknown());
        return switch (transport.apply(request, Deadline.in(Duration.ofSeconds(10)))) {
            case TransportResult.Done<Applied>(Applied applied) ->
                applied.operation().text() + " " + applied.reason();
            case TransportResult.Failed<Applied> failed -> failed.message();
        };
    }

    private static String delete(VectorCase vector, KubernetesTransport transport, KubernetesStandIn cluster)
            throws IOException {
        String policy = vector.in().path("policy").asText(PropagationPolicy.BACKGROUND.text());
        ResourceAddress address = Manifests.address(
                "ConfigMap",
                vector.in().path("namespace").asText(),
                vector.in().path("name").asText());
        Deadline deadline = Deadline.in(Duration.ofSeconds(10));
        Optional<PropagationPolicy> known = Arrays.stream(PropagationPolicy.values())
                .filter(candidate -> candidate.text().equals(policy))
                .findFirst();
        if (known.isEmpty()) {
            return deleteWith(policy, address, cluster, deadline);
        }
        return switch (transport.delete(address, known.get(), deadline)) {
            case TransportResult.Done<?> _ -> "";
            case TransportResult.Failed<?> failed -> failed.message();
        };
    }

    /** A policy that no task can name: what is left of the program is the request. */
    private static String deleteWith(
            String policy, ResourceAddress address, KubernetesStandIn cluster, Deadline deadline) throws IOException {
        try (ApiServer server = with(
                cluster,
                settings -> new ApiServer(
                        Cluster.connect(settings),
                        settings.rateLimit(),
                        new Random(1),
                        RequestObserver.NOBODY,
                        ApiServer.Patience.STANDARD))) {
            ObjectName object = new ObjectName(address.kind(), address.namespace(), address.name());
            return switch (new ClusterObjects(server).delete(object, policy, deadline)) {
                case ObjectResult.Ok<Resource> _ -> "";
                case ObjectResult.Refusal<Resource> refusal ->
                    refusal.reason() == ObjectResult.Reason.NOT_FOUND ? "" : refusal.message();
            };
        }
    }

    private String writes(KubernetesStandIn cluster) {
        List<String> writes = new ArrayList<>();
        for (ReceivedRequest request : cluster.http().requests()) {
            switch (request.method()) {
                case "POST" -> writes.add("create " + canonical(request.body()));
                case "PUT" -> writes.add("update " + canonical(request.body()));
                case "DELETE" -> writes.add(deletion(ApplyFamily.tree(mapper, request.body())));
                default -> {}
            }
        }
        // A refused update is decided upon and sent anew; it counts once.
        return String.join("\n", writes.stream().distinct().toList());
    }

    private static String deletion(@Nullable JsonNode options) {
        return "delete "
                + (options == null ? "" : options.path("propagationPolicy").asText());
    }

    private String wanted(VectorCase vector) {
        JsonNode want = vector.want();
        List<String> lines = new ArrayList<>();
        lines.add(
                want.has("error")
                        ? want.path("error").asText()
                        : (want.path("operation").asText() + " "
                                        + want.path("reason").asText())
                                .strip());
        for (JsonNode call : want.path("calls")) {
            switch (call.path("op").asText()) {
                case "create", "update" ->
                    lines.add(call.path("op").asText() + " "
                            + canonical(call.path("object").asText()));
                case "delete" -> lines.add("delete " + call.path("propagation").asText());
                default -> {}
            }
        }
        return String.join("\n", lines.size() == 1 ? List.of(lines.getFirst(), "") : lines);
    }

    /** Without what the stand-in makes otherwise than the recorded server. */
    private String canonical(String json) {
        JsonNode tree = ApplyFamily.tree(mapper, json);
        if (tree != null && tree.path("metadata") instanceof ObjectNode metadata) {
            SERVER_MADE.forEach(metadata::remove);
        }
        return String.valueOf(tree);
    }
}
