package io.hyperfleet.adapter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.app.config.LoadedConfiguration;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task may hold resources of a cluster and of Maestro. */
@SuppressWarnings("InlineFormatString") // a file reads best as a whole
class MixedTransportsTest {

    private static final String ADAPTER = """
            adapter: {name: mixed}
            clients:
              hyperfleet_api: {base_url: "http://127.0.0.1:1"}
              broker: {topic: t, subscription_id: s}
              kubernetes: {kube_config_path: "%s"}
            """;

    private static final String MAESTRO = """
              maestro:
                grpc_server_address: "%s"
                http_server_address: "%s"
                source_id: mixed
                insecure: true
            """;

    private static final String HOME = """
            params:
              - {name: id, source: event.id, required: true}
            resources:
              - name: home
                transport: {client: kubernetes}
                manifest: {apiVersion: v1, kind: Namespace, metadata: {name: "{{ .id }}", annotations: {hyperfleet.io/generation: "1"}}}
                discovery: {by_name: "{{ .id }}"}
            """;

    private static final String AWAY = """
              - name: away
                transport: {client: maestro, maestro: {target_cluster: spoke}}
                manifest:
                  apiVersion: work.open-cluster-management.io/v1
                  kind: ManifestWork
                  metadata: {name: "{{ .id }}", annotations: {hyperfleet.io/generation: "1"}}
                  spec:
                    workload:
                      manifests:
                        - {apiVersion: v1, kind: Namespace, metadata: {name: far, annotations: {hyperfleet.io/generation: "1"}}}
                discovery: {by_name: "{{ .id }}"}
            """;

    @TempDir
    private Path folder;

    private final KubernetesStandIn cluster = KubernetesStandIn.start();
    private final MaestroStandIn maestro = MaestroStandIn.start();

    @AfterEach
    void stop() {
        cluster.close();
        maestro.close();
    }

    @Test
    void eachResourceGoesToItsOwnPlace() throws Exception {
        maestro.register("spoke");

        try (ConfiguredParts parts = parts(true, HOME + AWAY)) {
            assertThat(parts.transports()).containsExactly(Client.KUBERNETES, Client.MAESTRO);
            assertThat(run(parts).failed()).isFalse();
        }

        assertThat(cluster.get("v1", "Namespace", "", "one")).isPresent();
        assertThat(cluster.get("v1", "Namespace", "", "far")).isEmpty();
        assertThat(maestro.worksOf("spoke")).containsOnlyKeys("one");
    }

    @Test
    void onlyWhatTheTaskNeedsIsConnectedTo() throws Exception {
        try (ConfiguredParts parts = parts(true, "params: []\nresources:\n" + AWAY.replace("{{ .id }}", "one"))) {
            assertThat(parts.transports()).containsExactly(Client.MAESTRO);
        }
        try (ConfiguredParts parts = parts(false, HOME)) {
            assertThat(parts.transports()).containsExactly(Client.KUBERNETES);
        }
    }

    private ConfiguredParts parts(boolean withMaestro, String task) throws Exception {
        Path kubeconfig = cluster.writeKubeconfig(folder.resolve("kubeconfig"));
        String adapter = ADAPTER.formatted(kubeconfig)
                + (withMaestro ? MAESTRO.formatted(maestro.grpcAddress(), maestro.uri()) : "");
        ConfigFlags flags = new ConfigFlags(
                Files.writeString(folder.resolve("adapter.yaml"), adapter).toString(),
                Files.writeString(folder.resolve("task.yaml"), task).toString(),
                Map.of());
        ConfigLoader.Result result = new ConfigLoader(
                        new ConfigFiles(Path.of(""), InputStream.nullInputStream()), Map.of(), "0.0.0-dev")
                .load(flags);
        assertThat(result).isInstanceOf(ConfigLoader.Result.Loaded.class);
        LoadedConfiguration configuration = ((ConfigLoader.Result.Loaded) result).configuration();
        return new ConfiguredParts(configuration, Map.of(), "0.0.0-dev");
    }

    private static RunResult run(ConfiguredParts parts) throws Exception {
        Map<Client, ResourceTransport> transports = new EnumMap<>(Client.class);
        for (Client client : parts.transports()) {
            transports.put(client, parts.createTransport(client, RequestObserver.NOBODY));
        }
        EventData data = EventData.parse("{\"id\":\"one\",\"kind\":\"Cluster\",\"generation\":1}");
        Event event = new Event("1", "type", "test", null, data, Map.of());
        return parts.createEventRun(parts.createApi(RequestObserver.NOBODY), transports)
                .run(event, observed -> {}, Deadline.in(Duration.ofSeconds(30)));
    }
}
