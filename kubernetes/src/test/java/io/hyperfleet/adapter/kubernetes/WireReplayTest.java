package io.hyperfleet.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import io.hyperfleet.adapter.standins.ApiType;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.ReceivedRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exchanges of the Go program with a real API server, one by one: what we send differs in nothing that the server could
 * see, and what it answered is read without anything lost.
 */
class WireReplayTest extends AgainstStandIn {

    private static final Path RECORDED = Path.of("../standins/src/test/resources/wire/kubernetes.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("/apis?/((?:[^/]+/)?v\\w+)(?:/namespaces/([^/]+))?"
            + "/(namespaces|configmaps|widgets)(?:/([^/?]+))?(?:\\?labelSelector=(.*))?");
    private static final Map<String, String> KINDS =
            Map.of("namespaces", "Namespace", "configmaps", "ConfigMap", "widgets", "Widget");

    WireReplayTest(@TempDir Path folder) throws Exception {
        super(folder);
        cluster.install(ApiType.custom("acc.example/v1", "widgets", "Widget", true));
        transport
                .get(Manifests.address("acc.example/v1", "Widget", "default", "none"), AMPLE)
                .map(found -> found);
    }

    static Stream<Exchange> exchanges() throws IOException {
        return JSON.readTree(RECORDED.toFile()).path("cases").valueStream().flatMap(recorded -> {
            List<JsonNode> all = recorded.path("exchanges").valueStream().toList();
            return all.stream()
                    .filter(exchange ->
                            PATH.matcher(exchange.path("path").asText()).matches())
                    .map(exchange -> new Exchange(recorded.path("case").asText(), exchange));
        });
    }

    record Exchange(String recordedCase, JsonNode json) {

        String method() {
            return json.path("method").asText();
        }

        String path() {
            return json.path("path").asText();
        }

        int status() {
            return json.path("status").asInt();
        }

        JsonNode answer() {
            return json.path("response");
        }

        /** Recreation deletes without a policy, in the middle of something else. */
        boolean isRecreation() {
            return method().equals("DELETE") && !json.path("request").has("propagationPolicy");
        }

        ResourceAddress address() {
            Matcher place = place();
            ResourceKind kind = new ResourceKind(place.group(1), KINDS.getOrDefault(place.group(3), ""));
            return new ResourceAddress(kind, nullToEmpty(place.group(2)), nullToEmpty(place.group(4)), "");
        }

        Map<String, String> labels() {
            Map<String, String> labels = new LinkedHashMap<>();
            for (String label :
                    URLDecoder.decode(place().group(5), StandardCharsets.UTF_8).split(",", -1)) {
                labels.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
            }
            return labels;
        }

        private Matcher place() {
            Matcher place = PATH.matcher(path());
            assertThat(place.matches()).isTrue();
            return place;
        }

        private static String nullToEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }

        @Override
        public String toString() {
            return recordedCase + " " + method() + " " + path() + " " + status();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void isSentAndReadAsRecorded(Exchange recorded) throws IOException {
        String place = "^" + Pattern.quote(recorded.path().replaceFirst("\\?.*", "")) + "$";
        cluster.http()
                .inject(Fault.on(recorded.method(), place)
                        .answering(recorded.status(), recorded.answer().toString()));
        cluster.http().clearRequests();

        TransportResult<?> result = repeat(recorded);

        ReceivedRequest sent = cluster.http().requests(recorded.method(), place).getFirst();
        assertThat(sent).hasToString(recorded.method() + " " + recorded.path());
        assertThat(sent.header("Accept")).isEqualTo("application/json");
        if (recorded.json().has("request")) {
            assertThat(JSON.readTree(sent.body())).isEqualTo(recorded.json().path("request"));
            assertThat(sent.header("Content-Type")).isEqualTo("application/json");
        }
        check(result, recorded);
    }

    /** How the server lists its kinds, which is asked for in the plain form. */
    @Test
    void theRecordedListOfKindsIsUnderstood() throws Exception {
        JsonNode list = JSON.readTree(RECORDED.toFile())
                .path("cases")
                .valueStream()
                .filter(recorded -> recorded.path("case").asText().equals("13-kind-installed-later"))
                .flatMap(recorded -> recorded.path("exchanges").valueStream())
                .filter(exchange -> exchange.path("path").asText().equals("/apis/acc.example/v1"))
                .findFirst()
                .orElseThrow()
                .path("response");
        try (KubernetesTransport fresh = connect(cluster.uri())) {
            cluster.http().inject(Fault.on("GET", "^/apis/acc.example/v1$").answering(200, list.toString()));

            assertThat(fresh.get(Manifests.address("acc.example/v1", "Widget", "default", "none"), AMPLE))
                    .isEqualTo(new Done<>(Optional.empty()));
        }
    }

    private TransportResult<?> repeat(Exchange recorded) {
        ResourceAddress address = recorded.address();
        return switch (recorded.method()) {
            case "GET" ->
                address.name().isEmpty()
                        ? transport.find(address.kind(), address.namespace(), recorded.labels(), "", AMPLE)
                        : transport.get(address, AMPLE);
            case "POST" -> {
                // Who was first is looked up; that is not in the recording.
                cluster.http().inject(Fault.on("GET", ".*").answering(403));
                yield apply(resource(recorded.json().path("request")), false, new Observed.Absent(), AMPLE);
            }
            case "PUT" -> put(recorded);
            case "DELETE" -> recorded.isRecreation() ? recreate(recorded) : delete(recorded);
            default -> throw new IllegalArgumentException(recorded.toString());
        };
    }

    /** The manifest is what was sent without that which was read before. */
    private TransportResult<Applied> put(Exchange recorded) {
        ObjectNode manifest = recorded.json().path("request").deepCopy();
        ObjectNode metadata = (ObjectNode) manifest.path("metadata");
        ObjectNode read = JSON.createObjectNode();
        read.putObject("metadata").setAll(metadata.deepCopy().retain("uid", "resourceVersion"));
        metadata.remove(List.of("uid", "resourceVersion"));
        cluster.http().inject(Fault.on("GET", ".*").answering(403));
        return apply(resource(manifest), false, new Observed.Present(resource(read)), AMPLE);
    }

    private TransportResult<Applied> recreate(Exchange recorded) {
        ResourceAddress address = recorded.address();
        Resource manifest = Manifests.object(
                address.kind().apiVersion(), address.kind().kind(), address.name(), 2, address.namespace());
        cluster.http().inject(Fault.on("POST", ".*").answering(403));
        return apply(manifest, true, new Observed.Present(resource(JSON.createObjectNode())), AMPLE);
    }

    private TransportResult<?> delete(Exchange recorded) {
        String policy = recorded.json().at("/request/propagationPolicy").asText();
        return transport.delete(recorded.address(), PropagationPolicy.valueOf(policy.toUpperCase(Locale.ROOT)), AMPLE);
    }

    private static void check(TransportResult<?> result, Exchange recorded) throws IOException {
        if (recorded.isRecreation()) {
            return;
        }
        if (recorded.status() == 404 && recorded.method().equals("GET")) {
            assertThat(result).isEqualTo(new Done<>(Optional.empty()));
        } else if (recorded.status() > 299) {
            String text = recorded.answer().path("message").asText();
            assertThat(result).isInstanceOf(Failed.class);
            assertThat(((Failed<?>) result).message()).contains(recorded.status() == 409 ? "K8s get" : text);
        } else {
            Object value = ((Done<?>) result).value();
            switch (value) {
                case Optional<?> found -> assertThat(json(found.orElseThrow())).isEqualTo(recorded.answer());
                case List<?> found -> checkItems(found, recorded);
                case Applied applied -> assertThat(json(applied.resource())).isEqualTo(recorded.answer());
                default -> assertThat(value).hasToString("REQUESTED");
            }
        }
    }

    /** A list names the kind of its items once, so that each has it here and need not have it there. */
    private static void checkItems(List<?> found, Exchange recorded) throws IOException {
        List<JsonNode> items = recorded.answer().path("items").valueStream().toList();
        assertThat(found).hasSameSizeAs(items);
        for (int i = 0; i < items.size(); i++) {
            ObjectNode expected = JSON.createObjectNode();
            expected.put("apiVersion", recorded.address().kind().apiVersion());
            expected.put("kind", recorded.address().kind().kind());
            expected.setAll((ObjectNode) items.get(i));
            assertThat(json(found.get(i))).isEqualTo(expected);
        }
    }

    private static Resource resource(JsonNode object) {
        return switch (JsonDecoder.kubernetesObject().decodeObject(object.toString())) {
            case JsonDecoder.Decoded.Value(Object value) -> new Resource(ApiServer.asObject(value));
            case JsonDecoder.Decoded.Malformed(String reason) -> throw new IllegalArgumentException(reason);
        };
    }

    private static JsonNode json(Object resource) throws IOException {
        return switch (JsonEncoder.encode(((Resource) resource).content())) {
            case JsonEncoder.Encoded.Text(String text) -> JSON.readTree(text);
            case JsonEncoder.Encoded.Unsupported(String reason) -> throw new AssertionError(reason);
        };
    }
}
