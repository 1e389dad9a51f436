package io.hyperfleet.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.value.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Against a real API server, started by {@code make test-real} when {@code KUBE_APISERVER} names one. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = RealClusterTest.KUBECONFIG, matches = ".+")
class RealClusterTest extends ClusterBehaviour {

    static final String KUBECONFIG = "HYPERFLEET_TEST_KUBECONFIG";

    private static KubernetesTransport administrator;
    private static KubernetesTransport limited;

    @BeforeAll
    static void connect() throws KubernetesSetupException {
        administrator = connect(Path.of(System.getenv(KUBECONFIG)));
        limited = connect(Path.of(System.getenv(KUBECONFIG + "_LIMITED")));
    }

    @AfterAll
    static void close() {
        administrator.close();
        limited.close();
    }

    @Test
    void aClientCertificateIsAcceptedInPlaceOfAToken() throws Exception {
        try (KubernetesTransport byCertificate = connect(Path.of(System.getenv(KUBECONFIG + "_CERTIFICATE")))) {
            Deadline soon = Deadline.in(Duration.ofSeconds(30));
            assertThat(byCertificate.get(Manifests.address("Namespace", "", "default"), soon))
                    .isInstanceOf(Done.class);
        }
    }

    @Override
    KubernetesTransport administrator() {
        return administrator;
    }

    @Override
    KubernetesTransport limited() {
        return limited;
    }

    /** The status of a quota, which counts, is otherwise written by a controller that is not there. */
    @Override
    void useUpTheQuota(String where) throws Exception {
        Map<String, String> none = Map.of("configmaps", "0");
        Map<String, @Nullable Object> quota = new LinkedHashMap<>(
                Manifests.object("v1", "ResourceQuota", "none", 1, where).content());
        quota.put("spec", Map.of("hard", none));
        assertThat(apply(new Resource(quota), false)).isInstanceOf(Done.class);
        KubernetesSettings settings = settings(Path.of(System.getenv(KUBECONFIG)));
        try (ApiServer server = new ApiServer(
                Cluster.connect(settings),
                settings.rateLimit(),
                new Random(1),
                RequestObserver.NOBODY,
                ApiServer.Patience.STANDARD)) {
            Reply reply = server.send(
                    "PATCH",
                    "/api/v1/namespaces/" + where + "/resourcequotas/none/status",
                    "application/merge-patch+json",
                    Map.of("status", Map.of("hard", none, "used", none)),
                    Deadline.in(Duration.ofSeconds(30)));
            assertThat(reply).isInstanceOf(Reply.Done.class);
        }
    }

    @Override
    void installWidgets() {
        Map<String, @Nullable Object> definition = new LinkedHashMap<>(
                Manifests.object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "widgets.acc.example", 1, "")
                        .content());
        Map<String, Object> schema = Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true);
        definition.put(
                "spec",
                Map.of(
                        "group",
                        "acc.example",
                        "scope",
                        "Namespaced",
                        "names",
                        Map.of("plural", "widgets", "singular", "widget", "kind", "Widget"),
                        "versions",
                        List.of(Map.of(
                                "name",
                                "v1",
                                "served",
                                true,
                                "storage",
                                true,
                                "schema",
                                Map.of("openAPIV3Schema", schema)))));
        assertThat(apply(new Resource(definition), false)).isInstanceOf(Done.class);
    }
}
