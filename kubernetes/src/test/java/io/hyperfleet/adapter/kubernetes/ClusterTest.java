package io.hyperfleet.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.standins.ClientGreeting;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {

    @TempDir
    private Path folder;

    @Test
    void aMissingKubeconfigIsNamed() {
        Path missing = folder.resolve("none");

        assertThatThrownBy(() -> connect(missing))
                .hasMessage("hyperfleet-adapter-13: failed to load kubeconfig from " + missing + ": stat " + missing
                        + ": no such file or directory");
    }

    @Test
    void aKubeconfigThatIsNoneIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "{");
        Path empty = Files.writeString(folder.resolve("empty"), "apiVersion: v1\nkind: Config\n");

        assertThatThrownBy(() -> connect(broken))
                .hasMessageStartingWith("hyperfleet-adapter-13: failed to load kubeconfig from " + broken + ": ");
        assertThatThrownBy(() -> connect(empty))
                .hasMessageStartingWith("hyperfleet-adapter-13: failed to load kubeconfig from " + empty + ": ");
    }

    @Test
    void withoutAKubeconfigThePodsAccountIsUsedAndItsAbsenceExplained() {
        KubernetesSettings settings =
                new KubernetesSettings(Optional.empty(), 0, 0, "test", Map.of(), HttpClient.Builder.NO_PROXY);

        assertThatThrownBy(() -> KubernetesTransport.connect(settings, new Random(1), RequestObserver.NOBODY))
                .hasMessageStartingWith("hyperfleet-adapter-13: failed to create in-cluster config: unable to load"
                        + " in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be"
                        + " defined");
    }

    @Test
    void theTokenOfTheKubeconfigIsSent() throws Exception {
        try (KubernetesStandIn cluster = KubernetesStandIn.start()) {
            cluster.requireToken("secret");
            try (KubernetesTransport transport = connect(cluster.writeKubeconfig(folder.resolve("kubeconfig")))) {
                assertThat(transport.get(Manifests.address("ConfigMap", "default", "a"), ample()))
                        .isEqualTo(new TransportResult.Done<>(Optional.empty()));
            }
            assertThat(cluster.http().requests().getFirst().header("User-Agent"))
                    .isEqualTo("hyperfleet-adapter/test");
        }
    }

    @Test
    void aWrongTokenIsRefusedInTheWordsOperatorsKnow() throws Exception {
        try (KubernetesStandIn cluster = KubernetesStandIn.start()) {
            Path kubeconfig = cluster.writeKubeconfig(folder.resolve("kubeconfig"));
            cluster.requireToken("secret");
            try (KubernetesTransport transport = connect(kubeconfig)) {
                assertThat(transport.get(Manifests.address("ConfigMap", "default", "a"), ample()))
                        .isInstanceOfSatisfying(
                                TransportResult.Failed.class,
                                failed -> assertThat(failed.message())
                                        .isEqualTo(
                                                "K8s get operation failed: ConfigMap/a (namespace: default): failed to"
                                                        + " get server groups: the server has asked for the client to"
                                                        + " provide credentials"));
            }
        }
    }

    @Test
    void aServerThatIsNotThereShowsAtTheFirstRequest() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (KubernetesTransport transport = connect(kubeconfigOf("http://127.0.0.1:" + port))) {
            assertThat(transport.get(Manifests.address("ConfigMap", "default", "a"), soon()))
                    .isInstanceOfSatisfying(
                            TransportResult.Failed.class,
                            failed -> assertThat(failed.message())
                                    .endsWith("dial tcp 127.0.0.1:" + port + ": connect: connection refused"));
        }
    }

    @Test
    void noMoreRequestsAreUnderWayThanThereMayBeConnections() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RequestObserver counting = (service, method, url) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            return new RequestObserver.Exchange() {
                @Override
                public Map<String, String> headers() {
                    return Map.of();
                }

                @Override
                public void answered(int status) {
                    underWay.decrementAndGet();
                }

                @Override
                public void failed(String cause) {
                    underWay.decrementAndGet();
                }
            };
        };
        try (KubernetesStandIn cluster = KubernetesStandIn.start();
                KubernetesTransport transport =
                        connect(cluster.writeKubeconfig(folder.resolve("kubeconfig")), counting);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            cluster.http().inject(Fault.on("GET", "/a$").delayedBy(Duration.ofMillis(100)));
            Callable<TransportResult<Optional<Resource>>> read = () ->
                    transport.get(Manifests.address("ConfigMap", "default", "a"), Deadline.in(Duration.ofMinutes(2)));

            for (Future<TransportResult<Optional<Resource>>> result :
                    threads.invokeAll(Collections.nCopies(200, read))) {
                assertThat(result.get()).isEqualTo(new TransportResult.Done<>(Optional.empty()));
            }
        }
        assertThat(most.get()).isBetween(10, 100);
    }

    @Test
    void connectionsThatFallSilentAreLeftBecauseTheClientDoesNotSpeakHttp2() throws Exception {
        try (ClientGreeting greeting = ClientGreeting.listen();
                KubernetesTransport transport = connect(kubeconfigOf("https://127.0.0.1:" + greeting.port()))) {
            assertThat(transport.get(Manifests.address("ConfigMap", "default", "a"), shortly()))
                    .isInstanceOf(TransportResult.Failed.class);
            assertThat(greeting.offersHttp2()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void aServerIsAskedForByTheNameOfTheKubeconfigWhateverItsAddress(String host) throws Exception {
        try (ClientGreeting greeting = ClientGreeting.listen();
                KubernetesTransport transport = connect(kubeconfigOf(
                        "https://" + host + ":" + greeting.port(), ", \"tls-server-name\": \"api.example.com\""))) {
            assertThat(transport.get(Manifests.address("ConfigMap", "default", "a"), shortly()))
                    .isInstanceOf(TransportResult.Failed.class);
            assertThat(greeting.asksFor("api.example.com")).isTrue();
            assertThat(greeting.asksFor("localhost")).isFalse();
        }
    }

    private Path kubeconfigOf(String server) throws IOException {
        return kubeconfigOf(server, "");
    }

    private Path kubeconfigOf(String server, String ofCluster) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
            {"apiVersion": "v1", "kind": "Config", "current-context": "c",
             "clusters": [{"name": "c", "cluster": {"server": "%s"%s}}],
             "users": [{"name": "u", "user": {}}],
             "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}]}
            """.formatted(server, ofCluster));
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    /** Long enough for a connection to be tried. */
    private static Deadline shortly() {
        return Deadline.in(Duration.ofSeconds(5));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMillis(600));
    }

    private static KubernetesTransport connect(Path kubeconfig) throws KubernetesSetupException {
        return connect(kubeconfig, RequestObserver.NOBODY);
    }

    private static KubernetesTransport connect(Path kubeconfig, RequestObserver observer)
            throws KubernetesSetupException {
        return KubernetesTransport.connect(
                new KubernetesSettings(
                        Optional.of(kubeconfig),
                        0,
                        0,
                        "hyperfleet-adapter/test",
                        Map.of(),
                        HttpClient.Builder.NO_PROXY),
                new Random(1),
                observer);
    }
}
