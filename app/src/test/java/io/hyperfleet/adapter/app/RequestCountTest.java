package io.hyperfleet.adapter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.app.config.LoadedConfiguration;
import io.hyperfleet.adapter.app.serve.EventRun;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import io.hyperfleet.adapter.standins.EntityKind;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.ReceivedRequest;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many requests a whole event costs, with an example of two objects that have a lifecycle. */
class RequestCountTest {

    private static final Path EXAMPLE = Path.of("..", "examples", "namespace-job");

    private final HyperFleetApiStandIn api = HyperFleetApiStandIn.start(EntityKind.cluster());
    private final KubernetesStandIn cluster = KubernetesStandIn.start();
    private final ConfiguredParts parts;
    private final EventRun run;

    RequestCountTest(@TempDir Path folder) throws Exception {
        api.useNamesAsIds();
        Map<String, String> environment = Map.of(
                "HYPERFLEET_API_BASE_URL",
                api.uri(),
                "HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH",
                cluster.writeKubeconfig(folder.resolve("kubeconfig")).toString());
        ConfigFlags flags = new ConfigFlags(
                EXAMPLE.resolve("adapter-config.yaml").toString(),
                EXAMPLE.resolve("task-config.yaml").toString(),
                Map.of());
        ConfigFiles files = new ConfigFiles(Path.of(""), InputStream.nullInputStream());
        LoadedConfiguration configuration = ((ConfigLoader.Result.Loaded)
                        new ConfigLoader(files, environment, "0.0.0-dev").load(flags))
                .configuration();
        parts = new ConfiguredParts(configuration, environment, "0.0.0-dev");
        Map<Client, ResourceTransport> transports =
                Map.of(Client.KUBERNETES, parts.createTransport(Client.KUBERNETES, RequestObserver.NOBODY));
        run = parts.createEventRun(parts.createApi(RequestObserver.NOBODY), transports);
    }

    @BeforeEach
    void learnTheKinds() {
        event("first");
    }

    @AfterEach
    void stop() {
        parts.close();
        cluster.close();
        api.close();
    }

    @Test
    void anEventForTwoNewObjectsCostsSixRequests() {
        assertThat(event("mine"))
                .containsExactly(
                        "GET /api/hyperfleet/v1/clusters/mine",
                        "GET /api/v1/namespaces/mine",
                        "GET /apis/batch/v1/namespaces/mine/jobs/validate",
                        "POST /api/v1/namespaces",
                        "POST /apis/batch/v1/namespaces/mine/jobs",
                        "PUT /api/hyperfleet/v1/clusters/mine/statuses");
    }

    @Test
    void anEventForTwoUnchangedObjectsCostsFourRequests() {
        event("mine");

        assertThat(again("mine"))
                .containsExactly(
                        "GET /api/hyperfleet/v1/clusters/mine",
                        "GET /api/v1/namespaces/mine",
                        "GET /apis/batch/v1/namespaces/mine/jobs/validate",
                        "PUT /api/hyperfleet/v1/clusters/mine/statuses");
    }

    private List<String> event(String name) {
        api.create("Cluster", "{\"kind\":\"Cluster\",\"name\":\"" + name + "\",\"spec\":{}}");
        return again(name);
    }

    /** The requests of one event, those of the API first and last, as they came. */
    private List<String> again(String name) {
        api.http().clearRequests();
        cluster.http().clearRequests();
        EventData data = EventData.parse("{\"id\":\"" + name + "\",\"kind\":\"Cluster\",\"generation\":1}");
        Event event = new Event("1", "com.redhat.hyperfleet.cluster.reconcile", "test", null, data, Map.of());
        assertThat(run.run(event, observed -> {}, Deadline.in(Duration.ofSeconds(30)))
                        .failed())
                .isFalse();
        List<String> requests = new ArrayList<>();
        List<ReceivedRequest> reports = api.http().requests();
        reports.stream().limit(1).forEach(request -> requests.add(request.toString()));
        cluster.http().requests().forEach(request -> requests.add(request.toString()));
        reports.stream().skip(1).forEach(request -> requests.add(request.toString()));
        return requests;
    }
}
