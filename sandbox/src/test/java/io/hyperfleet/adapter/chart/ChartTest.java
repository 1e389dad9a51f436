package io.hyperfleet.adapter.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an installation gets for its values. */
class ChartTest {

    /** The least that can be installed. */
    private static final String RABBITMQ = """
            adapterConfig: {yaml: {adapter: {name: probe}}}
            adapterTaskConfig: {yaml: "params: []"}
            broker: {type: rabbitmq, rabbitmq: {url: "amqp://u:secret@rabbitmq/", exchange: clusters}}
            """;

    @BeforeAll
    static void needsHelm() {
        assumeTrue(Chart.helmRuns(), "Helm's native library does not load on this machine: the chart is not tested");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleRendersToObjectsThatKubernetesKnows(Path example) throws IOException {
        for (JsonNode object : Chart.render(example).objects()) {
            assertThat(UnknownFields.of(object))
                    .as("unknown fields of %s", object)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theProgramLoadsTheConfigurationOfEveryExample(Path example, @TempDir Path mounted) throws IOException {
        Rendered rendered = Chart.render(example);
        rendered.writeConfiguration(mounted);
        // Paths in the pod begin with the mount point, which is somewhere else here.
        Path task = mounted.resolve("task-config.yaml");
        Files.writeString(task, Files.readString(task).replace("/etc/adapter/", mounted + "/"));
        ConfigLoader loader = new ConfigLoader(
                new ConfigFiles(mounted, InputStream.nullInputStream()), rendered.environment(), "0.0.0-dev");

        ConfigLoader.Result result = loader.load(new ConfigFlags("adapter-config.yaml", "task-config.yaml", Map.of()));

        assertThat(result).isInstanceOfSatisfying(ConfigLoader.Result.Loaded.class, loaded -> {
            assertThat(loaded.configuration().warnings()).isEmpty();
            assertThat(loaded.configuration()
                            .adapter()
                            .clients()
                            .hyperfleetApi()
                            .baseUrl())
                    .isEqualTo("http://hyperfleet-api:8000");
        });
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Chart.EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void helmFindsNothingToComplainAboutButTheMissingValues() {
        LintResult result = Chart.lint();

        assertThat(result.getMessages())
                .allSatisfy(message -> assertThat(message)
                        .matches("(?s).*(icon is recommended|image.registry must be set|chart\\(s\\) linted).*"));
    }

    @Test
    void theLeastValuesGiveADeploymentThatMayDoNothingInTheCluster() throws IOException {
        assertThat(Chart.render(RABBITMQ).kinds())
                .containsExactlyInAnyOrder(
                        "PodDisruptionBudget",
                        "ServiceAccount",
                        "Secret",
                        "ConfigMap",
                        "ConfigMap",
                        "ConfigMap",
                        "Service",
                        "Deployment");
    }

    @Test
    void theContainerIsStartedAsTheImageExpectsAndHasNoRightsAndNoDisk() throws IOException {
        JsonNode container = Chart.render(RABBITMQ).container();

        assertThat(container.path("image").asText()).isEqualTo("images.invalid/team/adapter:v1");
        assertThat(container.at("/command/0").asText()).isEqualTo("/app/adapter");
        assertThat(container.path("args").toString())
                .isEqualTo("[\"serve\",\"--config\",\"/etc/adapter/adapter-config.yaml\","
                        + "\"--task-config\",\"/etc/adapter/task-config.yaml\"]");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(Chart.render(RABBITMQ)
                        .pod()
                        .at("/spec/securityContext/runAsUser")
                        .asInt())
                .isEqualTo(65532);
    }

    @Test
    void theProbesAskTheRealEndpointsAndCanBeTurnedOff() throws IOException {
        JsonNode container = Chart.render(RABBITMQ).container();

        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/healthz");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/healthz");
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(8080);
        assertThat(container.at("/ports/1/containerPort").asInt()).isEqualTo(9090);
        assertThat(Chart.render(RABBITMQ + "startupProbe: {enabled: false}")
                        .container()
                        .has("startupProbe"))
                .isFalse();
    }

    @Test
    void thePasswordOfTheBrokerIsInASecretOnly() throws IOException {
        Rendered rendered = Chart.render(RABBITMQ);

        assertThat(rendered.the("Secret").at("/stringData/url").asText()).isEqualTo("amqp://u:secret@rabbitmq/");
        assertThat(rendered.all("ConfigMap").toString()).doesNotContain("secret@");
        assertThat(rendered.the("Deployment").toString()).doesNotContain("secret@", "\"BROKER_URL\"");
        assertThat(rendered.container().path("env").toString())
                .contains("{\"name\":\"BROKER_RABBITMQ_URL\",\"valueFrom\":{\"secretKeyRef\":"
                        + "{\"name\":\"rel-hyperfleet-adapter-broker\",\"key\":\"url\"}}}");
    }

    @Test
    void aSecretThatExistsIsUsedInstead() throws IOException {
        Rendered rendered = Chart.render(Chart.EXAMPLES.resolve("external-files.yaml"));

        assertThat(rendered.all("Secret")).isEmpty();
        assertThat(rendered.container().path("env").toString())
                .contains("\"secretKeyRef\":{\"name\":\"rabbitmq\",\"key\":\"connection_string\"}");
    }

    @Test
    void aChangeOfAnyConfigurationBringsNewPods() throws IOException {
        JsonNode before = Chart.render(RABBITMQ).pod().at("/metadata/annotations");
        JsonNode broker =
                Chart.render(RABBITMQ.replace("rabbitmq/\"", "other/\"")).pod().at("/metadata/annotations");
        JsonNode task = Chart.render(RABBITMQ.replace("params: []", "params: [] # new"))
                .pod()
                .at("/metadata/annotations");

        assertThat(broker.path("checksum/broker-config")).isNotEqualTo(before.path("checksum/broker-config"));
        assertThat(task.path("checksum/task-config")).isNotEqualTo(before.path("checksum/task-config"));
        assertThat(task.path("checksum/config")).isEqualTo(before.path("checksum/config"));
    }

    @Test
    void whatIsEmptyIsNotHandedOver() throws IOException {
        assertThat(Chart.render(RABBITMQ + "monitoring: {tracing: {enabled: true}}")
                        .environment())
                .containsEntry("HYPERFLEET_TRACING_ENABLED", "true")
                .containsEntry("OTEL_TRACES_SAMPLER", "parentbased_always_on")
                .doesNotContainKeys(
                        "OTEL_TRACES_SAMPLER_ARG",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "HYPERFLEET_BROKER_TOPIC",
                        "HYPERFLEET_BROKER_SUBSCRIPTION_ID");
    }

    @Test
    void pubSubGetsItsSectionAndItsParallelismWhereItIsRead() throws IOException {
        Rendered rendered = Chart.render(Chart.EXAMPLES.resolve("pubsub.yaml"));

        assertThat(rendered.environment())
                .containsEntry("HYPERFLEET_BROKER_TOPIC", "clusters")
                .containsEntry("HYPERFLEET_BROKER_SUBSCRIPTION_ID", "cluster-watch")
                .containsEntry("HYPERFLEET_API_AUTH_TOKEN_PATH", "/var/run/secrets/hyperfleet/token");
        assertThat(rendered.named("ConfigMap", "rel-hyperfleet-adapter-broker")
                        .at("/data/broker.yaml")
                        .asText())
                .isEqualTo("""
                        broker:
                          type: googlepubsub
                          googlepubsub:
                            project_id: "my-project"
                            topic: "clusters"
                            create_topic_if_missing: false
                            create_subscription_if_missing: false
                            message_retention_duration: "1d"
                            expiration_ttl: "0"
                        subscriber:
                          parallelism: 8
                        """);
        assertThat(rendered.pod().at("/spec/volumes/2/projected/sources/0/serviceAccountToken/path"))
                .hasToString("\"token\"");
    }

    @Test
    void rolesGrantWhatIsNamedAndNothingElse() throws IOException {
        Rendered rendered = Chart.render(RABBITMQ + """
                rbac:
                  resources: [namespaces, jobs]
                  rules: [{apiGroups: [example.com], resources: [widgets], verbs: [get]}]
                """);

        assertThat(rendered.the("ClusterRole").path("rules").toString())
                .isEqualTo("["
                        + "{\"apiGroups\":[\"\"],\"resources\":[\"namespaces\"],\"verbs\":[\"get\",\"list\",\"create\",\"update\",\"delete\"]},"
                        + "{\"apiGroups\":[\"batch\"],\"resources\":[\"jobs\"],\"verbs\":[\"get\",\"list\",\"create\",\"update\",\"delete\"]},"
                        + "{\"apiGroups\":[\"example.com\"],\"resources\":[\"widgets\"],\"verbs\":[\"get\"]}]");
        assertThat(rendered.the("ClusterRoleBinding").at("/metadata/name").asText())
                .isEqualTo("rel-hyperfleet-adapter-fleet");
    }

    @Test
    void rolesCanBeLimitedToNamespaces() throws IOException {
        Rendered rendered = Chart.render(RABBITMQ + "rbac: {resources: [secrets], namespaces: [a, b]}");

        assertThat(rendered.kinds()).doesNotContain("ClusterRole", "ClusterRoleBinding");
        assertThat(rendered.all("Role"))
                .extracting(role -> role.at("/metadata/namespace").asText())
                .containsExactlyInAnyOrder("a", "b");
        assertThat(rendered.all("RoleBinding"))
                .extracting(binding -> binding.at("/subjects/0/namespace").asText())
                .containsOnly(Chart.NAMESPACE);
    }

    @Test
    void replicasFollowTheQueueOrTheLoadOrTheValues() throws IOException {
        assertThat(Chart.render(RABBITMQ + "replicaCount: 3")
                        .the("Deployment")
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(3);

        Rendered load = Chart.render(RABBITMQ + "autoscaling: {enabled: true}");
        assertThat(load.the("Deployment").at("/spec").has("replicas")).isFalse();
        assertThat(load.the("HorizontalPodAutoscaler").at("/spec/metrics")).hasSize(2);

        Rendered queue = Chart.render(Chart.EXAMPLES.resolve("kubernetes.yaml"));
        assertThat(queue.the("Deployment").at("/spec").has("replicas")).isFalse();
        assertThat(queue.the("ScaledObject").at("/spec/triggers/0/metadata/queueName"))
                .hasToString("\"clusters-cluster-namespace\"");
        assertThat(queue.the("TriggerAuthentication").at("/spec/secretTargetRef/0/name"))
                .hasToString("\"rel-hyperfleet-adapter-broker\"");
    }

    @Test
    void aNetworkPolicyRestrictsWhoScrapesAndOnRequestWhereThePodConnectsTo() throws IOException {
        JsonNode open =
                Chart.render(RABBITMQ + "networkPolicy: {enabled: true}").the("NetworkPolicy");
        assertThat(open.at("/spec/policyTypes")).hasToString("[\"Ingress\"]");

        JsonNode closed = Chart.render(RABBITMQ + """
                        networkPolicy:
                          enabled: true
                          metricsFrom: [{podSelector: {matchLabels: {app: prometheus}}}]
                          egress: [{to: [{podSelector: {}}]}]
                        """).the("NetworkPolicy");
        assertThat(closed.at("/spec/policyTypes")).hasToString("[\"Ingress\",\"Egress\"]");
        assertThat(closed.at("/spec/ingress/1/from/0/podSelector/matchLabels/app"))
                .hasToString("\"prometheus\"");
        assertThat(closed.at("/spec/egress/0/ports/0/port").asInt()).isEqualTo(53);
    }

    @Test
    void thePodOfTheMaestroExampleMayConnectToEveryNeighbourThatItsConfigurationNames() throws IOException {
        Rendered rendered = Chart.render(Chart.EXAMPLES.resolve("maestro.yaml"));
        String named = rendered.named("ConfigMap", "rel-hyperfleet-adapter-config") + " " + rendered.environment();
        Set<String> open = new TreeSet<>();
        rendered.the("NetworkPolicy")
                .at("/spec/egress")
                .forEach(rule -> rule.path("ports")
                        .forEach(port -> open.add(port.path("port").asText())));

        assertThat(open)
                .contains("53", "5672")
                .containsAll(Pattern.compile("(?<=[a-z]:)\\d+")
                        .matcher(named)
                        .results()
                        .map(MatchResult::group)
                        .toList());
        assertThat(rendered.kinds()).doesNotContain("ClusterRole", "Role");
        assertThat(rendered.pod().at("/spec/automountServiceAccountToken").asBoolean(true))
                .isFalse();
    }

    @Test
    void namesAndLabelsAreThoseOfTheRunbook() throws IOException {
        Rendered rendered = Chart.render(RABBITMQ);

        assertThat(rendered.the("Deployment").at("/metadata/name").asText()).isEqualTo("rel-hyperfleet-adapter");
        assertThat(rendered.all("ConfigMap"))
                .extracting(map -> map.at("/metadata/name").asText())
                .containsExactlyInAnyOrder(
                        "rel-hyperfleet-adapter-config",
                        "rel-hyperfleet-adapter-task",
                        "rel-hyperfleet-adapter-broker");
        assertThat(rendered.objects())
                .allSatisfy(object -> assertThat(object.at("/metadata/labels")
                                .path("app.kubernetes.io/name")
                                .asText())
                        .isEqualTo("hyperfleet-adapter"));
        assertThat(rendered.pod()
                        .at("/metadata/labels")
                        .path("app.kubernetes.io/name")
                        .asText())
                .isEqualTo("hyperfleet-adapter");
    }

    @Test
    void monitoringComesWithTheDashboardAndTheRulesOfTheRepository() throws IOException {
        Rendered rendered = Chart.render(Chart.EXAMPLES.resolve("kubernetes.yaml"));

        assertThat(rendered.the("ServiceMonitor").at("/spec/endpoints/0/port")).hasToString("\"metrics\"");
        assertThat(rendered.the("PrometheusRule").at("/spec/groups/0/rules")).hasSizeGreaterThan(5);
        assertThat(rendered.named("ConfigMap", "rel-hyperfleet-adapter-grafana-dashboard")
                        .at("/data/hyperfleet-adapter.json")
                        .asText())
                .isEqualTo(Files.readString(Chart.FOLDER.resolve("dashboards/hyperfleet-adapter.json")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image: {registry: CHANGE_ME}                    | image.registry must be set
            image: {tag: ""}                                | image.tag must be set
            broker: {type: ""}                              | broker.type must be set to one of: googlepubsub, rabbitmq
            broker: {type: kafka}                           | broker.type must be one of googlepubsub, rabbitmq (got "kafka")
            broker: {rabbitmq: {url: ""}}                   | broker.rabbitmq.url is required when broker type is rabbitmq
            broker: {rabbitmq: {exchange: ""}}              | broker.rabbitmq.exchange is required when broker type is rabbitmq
            broker: {rabbitmq: {exchange_type: topic}}      | broker.rabbitmq.exchange_type has been renamed to broker.rabbitmq.exchangeType
            broker: {googlepubsub: {project_id: p}}         | broker.googlepubsub.project_id has been renamed to broker.googlepubsub.projectId
            broker: {googlepubsub: {expirationTTL: 1w}}     | broker.googlepubsub.expirationTTL must be
            broker: {create: false}                         | Either .Values.broker.create must be true or a non-blank .Values.broker.configMapName
            adapterConfig: {yaml: null}                     | When .Values.adapterConfig.create is true
            adapterConfig: {configMapName: " "}             | If .Values.adapterConfig.configMapName is specified
            adapterConfig: {hyperfleet_api: {}}             | adapterConfig.hyperfleet_api has been renamed
            adapterTaskConfig: {yaml: null}                 | When .Values.adapterTaskConfig.create is true
            adapterTaskConfig: {external: {a: b}}           | these modes are mutually exclusive
            adapterTaskConfig: {yaml: null, files: {a.yaml: b}, external: {a: b}} | ConfigMap key collision: 'a.yaml'
            adapterTaskConfig: {yaml: null, files: {a.yaml: b}} | adapterTaskConfig.files.a.yaml: file not found or empty at path 'b'
            podDisruptionBudget: {minAvailable: 1}          | podDisruptionBudget: cannot set both minAvailable and maxUnavailable
            podDisruptionBudget: {maxUnavailable: null}     | neither minAvailable nor maxUnavailable is set
            'autoscaling: {enabled: true}\nkeda: {enabled: true}' | autoscaling.enabled and keda.enabled exclude each other
            keda: {enabled: true}                           | keda.enabled needs broker.subscriptionId
            adapterConfig: {hyperfleetApi: {auth: {enabled: true, tokenPath: token}}} | must be an absolute path
            adapterConfig: {hyperfleetApi: {auth: {enabled: true, tokenPath: /token}}} | must include a filename
            replicas: 3                                     | replicas
            broker: {rabbitmq: {exchangeTyp: topic}}        | exchangeTyp
            adapterConfig: {log: {level: verbose}}          | level
            """)
    void mistakesAreRefusedWithAWord(String values, String message) throws IOException {
        Path least = Files.createTempFile("least", ".yaml");
        Path wrong = Files.createTempFile("wrong", ".yaml");
        Files.writeString(least, "image: {registry: images.invalid, repository: r, tag: t}\n" + RABBITMQ);
        Files.writeString(wrong, values.replace("\\n", "\n"));

        assertThatThrownBy(() -> new Helm(Chart.FOLDER)
                        .template()
                        .withValuesFile(least)
                        .withValuesFile(wrong)
                        .call())
                .hasMessageContaining(message);
    }
}
