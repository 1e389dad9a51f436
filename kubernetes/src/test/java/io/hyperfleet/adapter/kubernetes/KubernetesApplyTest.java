package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.address;
import static io.hyperfleet.adapter.kubernetes.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.standins.ApiType;
import io.hyperfleet.adapter.standins.ReceivedRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that nobody else touches meanwhile. */
class KubernetesApplyTest extends AgainstStandIn {

    KubernetesApplyTest(@TempDir Path folder) throws Exception {
        super(folder);
    }

    @Test
    void aNewObjectIsCreatedWithOneReadAndOneWrite() {
        assertThat(applied(configMap("a", 1))).satisfies(applied -> {
            assertThat(applied.operation()).isEqualTo(Operation.CREATE);
            assertThat(applied.reason()).isEqualTo("resource not found");
            assertThat(applied.resource().metadata().get("uid")).isNotNull();
        });
        assertThat(requests())
                .containsExactly(
                        "GET /api/v1/namespaces/default/configmaps/a", "POST /api/v1/namespaces/default/configmaps");
        assertThat(stored("a").at("/data/generation").asText()).isEqualTo("1");
    }

    @Test
    void everyRequestIsToldAndCarriesTheHeadersOfWhoeverWatches() {
        applied(configMap("a", 1));

        assertThat(told).containsExactly("KUBERNETES GET 404", "KUBERNETES POST 201");
        assertThat(cluster.http().requests())
                .extracting(request -> request.header("traceparent"))
                .containsOnly("t1");
    }

    @Test
    void anUnchangedObjectCostsOneRead() {
        applied(configMap("a", 1));
        cluster.http().clearRequests();

        assertThat(applied(configMap("a", 1)))
                .satisfies(applied -> assertThat(applied.operation()).isEqualTo(Operation.SKIP))
                .satisfies(applied -> assertThat(applied.reason()).isEqualTo("generation 1 unchanged"));
        assertThat(requests()).containsExactly("GET /api/v1/namespaces/default/configmaps/a");
    }

    @Test
    void whatWasObservedIsNotReadAgain() {
        Resource first = applied(configMap("a", 1), new Observed.Absent()).resource();
        applied(configMap("a", 1), new Observed.Present(first));
        applied(configMap("a", 2), new Observed.Present(first));

        assertThat(requests())
                .containsExactly(
                        "POST /api/v1/namespaces/default/configmaps", "PUT /api/v1/namespaces/default/configmaps/a");
    }

    @Test
    void aChangedObjectIsReplacedAsAWhole() {
        String uid =
                String.valueOf(applied(configMap("a", 1)).resource().metadata().get("uid"));
        cluster.http().clearRequests();

        Applied applied = applied(configMap("a", 2));

        assertThat(applied.operation()).isEqualTo(Operation.UPDATE);
        assertThat(applied.reason()).isEqualTo("generation changed 1->2");
        assertThat(applied.resource().metadata().get("uid")).isEqualTo(uid);
        ReceivedRequest put = cluster.http().requests("PUT", ".*").getFirst();
        assertThat(put.body()).contains("\"uid\":\"" + uid + "\"", "\"resourceVersion\":\"");
    }

    @Test
    void anOlderGenerationIsNotApplied() {
        applied(configMap("a", 5));

        assertThat(applied(configMap("a", 4)))
                .satisfies(applied -> assertThat(applied.operation()).isEqualTo(Operation.SKIP))
                .satisfies(applied -> assertThat(applied.reason()).isEqualTo("generation 4 older than 5"));
        assertThat(stored("a").at("/data/generation").asText()).isEqualTo("5");
    }

    @Test
    void anAnnotationThatIsNoTextIsNamedBeforeAnythingIsSent() {
        Resource manifest = new Resource(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "a", "namespace", "default", "annotations", Map.of("hyperfleet.io/generation", 5L))));

        assertThat(apply(manifest, false, UNKNOWN, AMPLE))
                .isEqualTo(new Failed<>(
                        "invalid manifest of ConfigMap/a: metadata.annotations[\"hyperfleet.io/generation\"] must be"
                                + " text, but is 5; put it in quotes",
                        FailureClass.TERMINAL));
        assertThat(requests()).isEmpty();
    }

    @Test
    void integersOfAnObjectAreLong() {
        cluster.install(ApiType.custom("acc.example/v2", "gauges", "Gauge", true));
        Map<String, Object> spec = Map.of("port", 8080L, "ratio", 0.5, "big", 9007199254740993L);
        Map<String, @Nullable Object> content = new LinkedHashMap<>(
                Manifests.object("acc.example/v2", "Gauge", "a", 1).content());
        content.put("spec", spec);

        assertThat(applied(new Resource(content)).resource().content().get("spec"))
                .isEqualTo(spec);
        assertThat(transport.get(address("acc.example/v2", "Gauge", "default", "a"), AMPLE))
                .isInstanceOfSatisfying(
                        Done.class,
                        done -> assertThat(((Optional<?>) done.value()))
                                .containsInstanceOf(Resource.class)
                                .map(resource -> ((Resource) resource).content().get("spec"))
                                .contains(spec));
    }

    @Test
    void aQuotaThatIsUsedUpIsNamed() {
        cluster.refuseByQuota("configmaps");

        assertThat(apply(configMap("a", 1), false, UNKNOWN, AMPLE))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.message()).contains("exceeded quota: limits"));
        assertThat(cluster.http().requests("POST", ".*")).hasSize(1);
    }

    @Test
    void aMissingNamespaceIsSaidByTheServer() {
        Resource manifest = Manifests.object("v1", "ConfigMap", "a", 1, "acc-no-such");

        assertThat(apply(manifest, false, UNKNOWN, AMPLE))
                .isEqualTo(new Failed<>(
                        "failed to create resource ConfigMap/a: K8s create operation failed: ConfigMap/a (namespace:"
                                + " acc-no-such): namespaces \"acc-no-such\" not found",
                        FailureClass.TERMINAL));
    }
}
