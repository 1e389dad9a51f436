package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyOptions;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyRequest;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.ReceivedRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A transport to a stand-in that it has talked to before. */
abstract class AgainstStandIn {

    static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(10));
    static final Observed UNKNOWN = new Observed.Unknown();

    final KubernetesStandIn cluster = KubernetesStandIn.start();
    final List<String> told = new CopyOnWriteArrayList<>();
    final KubernetesTransport transport;
    private final Path folder;

    AgainstStandIn(Path folder) throws Exception {
        this.folder = folder;
        this.transport = connect(cluster.uri());
    }

    /** Another transport to the server, where it is reached in another way. */
    KubernetesTransport connect(String uri) throws Exception {
        return KubernetesTransport.connect(settings(uri), new Random(1), this::told);
    }

    KubernetesSettings settings(String uri) throws IOException {
        Path kubeconfig = cluster.writeKubeconfig(folder.resolve("kubeconfig"));
        Files.writeString(kubeconfig, Files.readString(kubeconfig).replace(cluster.uri(), uri));
        return new KubernetesSettings(
                Optional.of(kubeconfig), -1, 0, "hyperfleet-adapter/test", Map.of(), HttpClient.Builder.NO_PROXY);
    }

    private RequestObserver.Exchange told(RequestObserver.Service service, String method, String url) {
        return new RequestObserver.Exchange() {
            @Override
            public Map<String, String> headers() {
                return Map.of("traceparent", "t1");
            }

            @Override
            public void answered(int status) {
                told.add(service + " " + method + " " + status);
            }

            @Override
            public void failed(String cause) {
                told.add(service + " " + method + " " + cause);
            }
        };
    }

    @BeforeEach
    void learnTheKind() {
        transport.get(address("ConfigMap", "default", "none"), AMPLE).map(found -> found);
        cluster.http().clearRequests();
        told.clear();
    }

    @AfterEach
    void stop() {
        transport.close();
        cluster.close();
    }

    void refuse(String method, int code, String reason, String message, String path) {
        cluster.http().inject(Fault.on(method, path).answering(code, KubernetesStandIn.failure(code, reason, message)));
    }

    void refuse(String method, int code, String reason, String message) {
        cluster.http()
                .inject(Fault.on(method, "configmaps")
                        .answering(code, KubernetesStandIn.failure(code, reason, message)));
    }

    List<String> requests() {
        return cluster.http().requests().stream().map(ReceivedRequest::toString).toList();
    }

    JsonNode stored(String name) {
        return cluster.get("v1", "ConfigMap", "default", name).orElseThrow();
    }

    Applied applied(Resource manifest) {
        return applied(manifest, UNKNOWN);
    }

    Applied applied(Resource manifest, Observed observed) {
        TransportResult<Applied> result = apply(manifest, false, observed, AMPLE);
        assertThat(result).isInstanceOf(Done.class);
        return ((Done<Applied>) result).value();
    }

    TransportResult<Applied> apply(Resource manifest, boolean recreateOnChange, Observed observed, Deadline deadline) {
        return transport.apply(request(manifest, recreateOnChange, observed), deadline);
    }

    static ApplyRequest request(Resource manifest, boolean recreateOnChange, Observed observed) {
        return new ApplyRequest("it", manifest, new ApplyOptions(recreateOnChange, false, false), "", observed);
    }
}
