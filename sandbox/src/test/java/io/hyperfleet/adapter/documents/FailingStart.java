package io.hyperfleet.adapter.documents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A start that fails.
 *
 * @param environment what is added to the environment of a start that works; {@code taken} stands for the number of a port
 *     that something else listens on
 * @param adapter the adapter file
 * @param task the task file
 * @param arguments after {@code serve}
 */
record FailingStart(Map<String, String> environment, String adapter, String task, List<String> arguments) {

    private static final List<String> BOTH_FILES = List.of("-c", "adapter.yaml", "-t", "task.yaml");
    private static final String ADAPTER = """
            adapter: {name: runbook}
            clients: {broker: {topic: t, subscription_id: s}}
            """;
    private static final String TASK = "params: []\n";
    private static final String WORK = """
            resources:
              - name: work
                transport: {client: maestro, maestro: {target_cluster: spoke}}
                manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: m}}
                discovery: {by_name: m}
            """;

    /** The starts by the patterns that the log of each shows. */
    static final Map<List<String>, FailingStart> BY_PATTERNS = new LinkedHashMap<>();

    static {
        configurationFiles();
        taskFiles();
        clients();
        broker();
    }

    private static void configurationFiles() {
        BY_PATTERNS.put(List.of("adapter config file path is required"), with());
        BY_PATTERNS.put(List.of("task config file path is required"), with("-c", "adapter.yaml"));
        BY_PATTERNS.put(List.of("failed to read adapter config file"), with("-c", "missing.yaml"));
        BY_PATTERNS.put(List.of("failed to parse adapter config YAML"), withAdapter("adapter: ["));
        BY_PATTERNS.put(
                List.of("unsupported apiVersion"),
                withAdapter(
                        "apiVersion: hyperfleet.redhat.com/v9\nkind: AdapterConfig\nmetadata: {name: a}\nspec: {}"));
        BY_PATTERNS.put(List.of("adapter version mismatch"), withAdapter("adapter: {name: a, version: 9.9.9}"));
        BY_PATTERNS.put(List.of("HyperFleet API base URL not configured"), withVariable("HYPERFLEET_API_BASE_URL", ""));
        BY_PATTERNS.put(List.of("failed to start … server on port"), withVariable("HYPERFLEET_METRICS_PORT", "taken"));
        BY_PATTERNS.put(
                List.of("failed to create OTLP exporter"),
                new FailingStart(
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                "https://collector.invalid:4317",
                                "OTEL_EXPORTER_OTLP_CERTIFICATE",
                                "missing.crt"),
                        ADAPTER,
                        TASK,
                        BOTH_FILES));
    }

    private static void taskFiles() {
        BY_PATTERNS.put(
                List.of("referenced file … does not exist"),
                withTask("resources: [{name: r, manifest: {ref: missing.yaml}, discovery: {by_name: r}}]"));
        BY_PATTERNS.put(List.of("CEL parse error"), withTask("preconditions: [{name: p, expression: '1 +'}]"));
        BY_PATTERNS.put(
                List.of("undefined template variable"),
                withTask("post: {payloads: [{name: p, build: {a: '{{ .clusterID }}'}}]}"));
        BY_PATTERNS.put(
                List.of("mutually exclusive"),
                withTask("post: {payloads: [{name: p, build: {a: b}, build_ref: payload.yaml}]}"));
        BY_PATTERNS.put(
                List.of("manifest is required for … transport"),
                withTask("resources: [{name: r, transport: {client: kubernetes}, discovery: {by_name: r}}]"));
    }

    private static void clients() {
        BY_PATTERNS.put(
                List.of("failed to create kubernetes client"),
                withVariable("HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", "kubeconfig-without-certificate"));
        BY_PATTERNS.put(
                List.of("failed to create Kubernetes client"),
                withVariable("HYPERFLEET_KUBERNETES_KUBE_CONFIG_PATH", "missing"));
        // Only a warning: the start fails because it lacks a subscription as well.
        BY_PATTERNS.put(
                List.of("maestro config is required"),
                new FailingStart(Map.of(), "adapter: {name: runbook}", WORK, BOTH_FILES));
        BY_PATTERNS.put(
                List.of("maestro server address is required"),
                withMaestro("{grpc_server_address: 'maestro:8090', source_id: a}"));
        BY_PATTERNS.put(List.of("failed to parse CA certificate"), withMaestro("""
                        {grpc_server_address: 'maestro:8090', http_server_address: 'https://maestro', source_id: a,
                         auth: {type: tls, tls_config: {ca_file: adapter.yaml}}}"""));
        BY_PATTERNS.put(List.of("failed to create Maestro work client"), withMaestro("""
                        {grpc_server_address: 'maestro:8090', http_server_address: 'http://maestro', source_id: a,
                         insecure: true, server_healthiness_timeout: -5s}"""));
    }

    private static void broker() {
        BY_PATTERNS.put(
                List.of("Missing required broker configuration"),
                withAdapter("adapter: {name: a}\nclients: {broker: {topic: t}}"));
        BY_PATTERNS.put(List.of("Failed to create subscriber"), withVariable("BROKER_TYPE", "kafka"));
        BY_PATTERNS.put(
                List.of(
                        "Failed to subscribe to topic",
                        "Subscription error",
                        "Fatal subscription error, shutting down"),
                withVariable("BROKER_RABBITMQ_EXCHANGE_TYPE", "fanout"));
    }

    private static FailingStart with(String... arguments) {
        return new FailingStart(Map.of(), ADAPTER, TASK, List.of(arguments));
    }

    private static FailingStart withVariable(String name, String value) {
        return new FailingStart(Map.of(name, value), ADAPTER, TASK, BOTH_FILES);
    }

    private static FailingStart withAdapter(String text) {
        return new FailingStart(Map.of(), text, TASK, BOTH_FILES);
    }

    private static FailingStart withMaestro(String maestro) {
        String broker = "broker: {topic: t, subscription_id: s}";
        return withAdapter("adapter: {name: runbook}\nclients: {" + broker + ", maestro: " + maestro + "}");
    }

    private static FailingStart withTask(String text) {
        return new FailingStart(Map.of(), ADAPTER, text, BOTH_FILES);
    }
}
