package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyOptions;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyRequest;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opt-in ways to bring an object up to date: by the server, and against drift. */
class ServerSideApplyTest {

    private static final ApplyOptions BY_SERVER = new ApplyOptions(false, true, false);
    private static final ApplyOptions AGAINST_DRIFT = new ApplyOptions(false, false, true);
    private static final Observed UNKNOWN = new Observed.Unknown();

    private final KubernetesStandIn cluster = KubernetesStandIn.start();
    private final KubernetesTransport transport;

    ServerSideApplyTest(@TempDir Path folder) throws KubernetesSetupException {
        transport = KubernetesTransport.connect(
                new KubernetesSettings(
                        Optional.of(cluster.writeKubeconfig(folder.resolve("kubeconfig"))),
                        -1,
                        0,
                        "hyperfleet-adapter/test",
                        Map.of(),
                        HttpClient.Builder.NO_PROXY),
                new Random(1),
                RequestObserver.NOBODY);
    }

    @BeforeEach
    void learnTheKind() {
        applied(configMap("other", 1), ApplyOptions.STANDARD, UNKNOWN);
        cluster.http().clearRequests();
    }

    @AfterEach
    void stop() {
        transport.close();
        cluster.close();
    }

    @Test
    void aNewAnUnchangedAndAChangedObjectCostOneRequestEach() {
        assertThat(applied(configMap("a", 1), BY_SERVER, UNKNOWN).operation()).isEqualTo(Operation.CREATE);
        assertThat(applied(configMap("a", 1), BY_SERVER, UNKNOWN).operation()).isEqualTo(Operation.SKIP);
        assertThat(applied(configMap("a", 2), BY_SERVER, UNKNOWN).operation()).isEqualTo(Operation.UPDATE);

        assertThat(cluster.http().requests()).hasSize(3).allSatisfy(request -> {
            assertThat(request.toString())
                    .isEqualTo(
                            "PATCH /api/v1/namespaces/default/configmaps/a?fieldManager=hyperfleet-adapter&force=true");
            assertThat(request.header("Content-Type")).isEqualTo("application/apply-patch+yaml");
        });
    }

    @Test
    void whatOthersWroteStays() {
        applied(configMap("a", 1), BY_SERVER, UNKNOWN);
        ObjectNode object = (ObjectNode) stored("a").deepCopy();
        object.withObject("/data").put("theirs", "kept");
        cluster.put(object);

        applied(configMap("a", 2), BY_SERVER, UNKNOWN);

        assertThat(stored("a").at("/data/theirs").asText()).isEqualTo("kept");
        assertThat(stored("a").at("/data/generation").asText()).isEqualTo("2");
    }

    @Test
    void fieldsOfAnEarlierUpdateAreTakenOverOnce() {
        applied(with(configMap("a", 1), "old", "value"), ApplyOptions.STANDARD, UNKNOWN);
        cluster.http().clearRequests();

        applied(configMap("a", 2), BY_SERVER, UNKNOWN);

        assertThat(stored("a").at("/data").has("old")).isFalse();
        assertThat(stored("a").at("/metadata/managedFields")).hasSize(1);
        assertThat(cluster.http().requests()).hasSize(3);

        applied(configMap("a", 3), BY_SERVER, UNKNOWN);
        assertThat(cluster.http().requests()).hasSize(4);
    }

    @Test
    void aFieldThatLeftTheManifestLeavesTheObject() {
        applied(with(configMap("a", 1), "old", "value"), BY_SERVER, UNKNOWN);

        applied(configMap("a", 2), BY_SERVER, UNKNOWN);

        assertThat(stored("a").at("/data").has("old")).isFalse();
    }

    @Test
    void anOlderGenerationIsNotApplied() {
        Resource newer = applied(configMap("a", 5), BY_SERVER, UNKNOWN).resource();

        assertThat(applied(configMap("a", 4), BY_SERVER, UNKNOWN).reason()).isEqualTo("generation 4 older than 5");
        assertThat(applied(configMap("a", 4), BY_SERVER, new Observed.Present(newer))
                        .operation())
                .isEqualTo(Operation.SKIP);
        assertThat(stored("a").at("/data/generation").asText()).isEqualTo("5");
    }

    @Test
    void aRefusalIsNamed() {
        cluster.refuseByWebhook("PATCH", "configmaps", "no labels");

        assertThat(apply(configMap("a", 1), BY_SERVER, UNKNOWN))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message())
                                .isEqualTo(
                                        "failed to apply resource ConfigMap/a: K8s patch operation failed: ConfigMap/a"
                                                + " (namespace: default): admission webhook \"policy.example.com\" denied the request: no"
                                                + " labels"));
    }

    @Test
    void driftIsRepairedWhereItIsAskedFor() {
        applied(configMap("a", 1), AGAINST_DRIFT, UNKNOWN);
        ObjectNode object = (ObjectNode) stored("a").deepCopy();
        object.withObject("/data").put("generation", "by hand");
        cluster.put(object);

        assertThat(applied(configMap("a", 1), ApplyOptions.STANDARD, UNKNOWN).operation())
                .isEqualTo(Operation.SKIP);
        Applied repaired = applied(configMap("a", 1), AGAINST_DRIFT, UNKNOWN);

        assertThat(repaired.reason()).isEqualTo("drift repaired at generation 1");
        assertThat(stored("a").at("/data/generation").asText()).isEqualTo("1");
        assertThat(applied(configMap("a", 1), AGAINST_DRIFT, UNKNOWN).operation())
                .isEqualTo(Operation.SKIP);
    }

    @Test
    void whatTheServerOrOthersAddIsNoDrift() {
        applied(configMap("a", 1), AGAINST_DRIFT, UNKNOWN);
        ObjectNode object = (ObjectNode) stored("a").deepCopy();
        object.withObject("/data").put("theirs", "kept");
        cluster.put(object);
        cluster.http().clearRequests();

        assertThat(applied(configMap("a", 1), AGAINST_DRIFT, UNKNOWN).operation())
                .isEqualTo(Operation.SKIP);
        assertThat(cluster.http().requests()).hasSize(1);
    }

    private JsonNode stored(String name) {
        return cluster.get("v1", "ConfigMap", "default", name).orElseThrow();
    }

    private Applied applied(Resource manifest, ApplyOptions options, Observed observed) {
        return switch (apply(manifest, options, observed)) {
            case Done<Applied>(Applied applied) -> applied;
            case Failed<Applied>(String message, var _) -> throw new AssertionError(message);
        };
    }

    private TransportResult<Applied> apply(Resource manifest, ApplyOptions options, Observed observed) {
        return transport.apply(
                new ApplyRequest("it", manifest, options, "", observed), Deadline.in(Duration.ofSeconds(30)));
    }

    private static Resource with(Resource configMap, String key, String value) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        if (configMap.content().get("data") instanceof Map<?, ?> map) {
            map.forEach((name, text) -> data.put(String.valueOf(name), text));
        }
        data.put(key, value);
        Map<String, @Nullable Object> content = new LinkedHashMap<>(configMap.content());
        content.put("data", data);
        return new Resource(content);
    }
}
