package io.hyperfleet.adapter.sandbox;

import io.hyperfleet.adapter.standins.EmbeddedBroker;
import io.hyperfleet.adapter.standins.EntityKind;
import io.hyperfleet.adapter.standins.EventPublisher;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import io.hyperfleet.adapter.standins.ReconcileEvent;
import io.hyperfleet.adapter.standins.SentinelStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that the adapter talks to, on the loopback interface of this machine. */
final class StandIns implements AutoCloseable {

    private static final Duration WORKLOAD_TIME = Duration.ofMillis(700);
    private static final Duration DELETION_TIME = Duration.ofMillis(500);
    private static final Duration REPETITION = Duration.ofSeconds(2);
    private static final Duration AGENT_TIME = Duration.ofMillis(300);
    private static final String EXCHANGE_TYPE = "topic";

    /** Clusters that Maestro knows. */
    static final List<String> CONSUMERS = List.of("spoke-01", "spoke-02");

    private final Options.Kind kind;
    private final Path folder;
    private final Optional<EmbeddedBroker> embeddedBroker;
    private final String brokerUri;
    private final HyperFleetApiStandIn api;
    private final KubernetesStandIn kubernetes;
    private final Optional<MaestroStandIn> maestro;
    private @Nullable EventPublisher publisher;
    private @Nullable SentinelStandIn sentinel;

    private StandIns(Options options, Path folder) {
        this.kind = options.kind();
        this.folder = folder;
        this.embeddedBroker = options.broker().isPresent() ? Optional.empty() : Optional.of(EmbeddedBroker.start());
        this.brokerUri = options.broker()
                .or(() -> embeddedBroker.map(EmbeddedBroker::uri))
                .orElseThrow();
        this.api = HyperFleetApiStandIn.start(EntityKind.cluster(), EntityKind.nodePool());
        this.kubernetes = KubernetesStandIn.start();
        this.maestro = options.transport() == Options.Transport.MAESTRO
                ? Optional.of(MaestroStandIn.start())
                : Optional.empty();
    }

    /**
     * Starts them.
     *
     * @param folder for the files that the adapter reads
     */
    static StandIns start(Options options, Path folder) {
        StandIns standIns = new StandIns(options, folder);
        standIns.api.useNamesAsIds();
        standIns.kubernetes.finishDeletionsAfter(DELETION_TIME);
        standIns.maestro.ifPresent(maestro -> CONSUMERS.forEach(maestro::register));
        return standIns;
    }

    /** Where the broker is, without user and password. */
    String brokerAddress() {
        return brokerUri.replaceFirst("://[^@/]*@", "://").replaceFirst("/$", "");
    }

    HyperFleetApiStandIn api() {
        return api;
    }

    KubernetesStandIn kubernetes() {
        return kubernetes;
    }

    /** Only where resources live in Maestro. */
    Optional<MaestroStandIn> maestro() {
        return maestro;
    }

    /** The variables that lead the adapter here; those of the process that would lead it elsewhere are left out. */
    Map<String, String> environmentFor(Map<String, String> process) throws IOException {
        Map<String, String> environment = new HashMap<>();
        process.forEach((name, value) -> {
            if (!isAboutPlaces(name)) {
                environment.put(name, value);
            }
        });
        Path brokerConfig = folder.resolve("broker.yaml");
        Files.writeString(brokerConfig, """
                broker:
                  type: rabbitmq
                  rabbitmq:
                    url: %s
                    exchange_type: %s
                subscriber:
                  parallelism: 4
                """.formatted(brokerUri, EXCHANGE_TYPE));
        environment.put("BROKER_CONFIG_FILE", brokerConfig.toString());
        environment.put("HYPERFLEET_BROKER_TOPIC", kind.plural());
        environment.put("HYPERFLEET_API_BASE_URL", api.uri());
        environment.put("HYPERFLEET_API_VERSION", "v1");
        environment.put(
                "HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH",
                kubernetes.writeKubeconfig(folder.resolve("kubeconfig")).toString());
        maestro.ifPresent(server -> {
            environment.put("HYPERFLEET_MAESTRO_GRPC_SERVER_ADDRESS", server.grpcAddress());
            environment.put("HYPERFLEET_MAESTRO_HTTP_SERVER_ADDRESS", server.uri());
            environment.put("HYPERFLEET_MAESTRO_INSECURE", "true");
        });
        environment.put("HYPERFLEET_TRACING_ENABLED", "false");
        // The story is told on the standard output; what still has to be said goes elsewhere.
        environment.putIfAbsent("LOG_LEVEL", "warn");
        environment.putIfAbsent("LOG_FORMAT", "text");
        environment.put("LOG_OUTPUT", "stderr");
        return environment;
    }

    /**
     * Begins to announce resources, once the adapter has its queue: what nobody has subscribed to is lost.
     *
     * @param adapter the adapter whose reports the API waits for
     */
    void announceTo(String adapter) throws IOException {
        api.require(kind.text(), adapter);
        EventPublisher connected = EventPublisher.connect(brokerUri, kind.plural(), EXCHANGE_TYPE);
        publisher = connected;
        sentinel = SentinelStandIn.watch(api, REPETITION, event -> publish(connected, event));
    }

    /** From now on jobs finish and agents carry out works by themselves. */
    void runWorkloads(Narrator narrator) {
        kubernetes.runWorkloadsFor(WORKLOAD_TIME, finished -> narrator.remark("  … the " + finished + " finishes …"));
        maestro.ifPresent(server -> server.runAgentsAfter(AGENT_TIME));
    }

    @Override
    public void close() throws IOException {
        if (sentinel != null) {
            sentinel.close();
        }
        if (publisher != null) {
            publisher.close();
        }
        maestro.ifPresent(MaestroStandIn::close);
        kubernetes.close();
        api.close();
        embeddedBroker.ifPresent(EmbeddedBroker::close);
    }

    private void publish(EventPublisher connected, ReconcileEvent event) {
        if (!event.kind().equals(kind.text())) {
            return;
        }
        try {
            connected.publish(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAboutPlaces(String variable) {
        return variable.startsWith("HYPERFLEET_")
                || variable.startsWith("BROKER_")
                || variable.startsWith("SUBSCRIBER_")
                || variable.startsWith("KUBERNETES_")
                || variable.equals("KUBECONFIG")
                || variable.toLowerCase(Locale.ROOT).endsWith("_proxy");
    }
}
