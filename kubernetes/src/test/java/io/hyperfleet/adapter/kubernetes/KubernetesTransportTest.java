package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.address;
import static io.hyperfleet.adapter.kubernetes.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyOptions;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyRequest;
import io.hyperfleet.adapter.engine.run.ResourceTransport.DeleteOutcome;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import io.hyperfleet.adapter.standins.ApiType;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.ReceivedRequest;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTransportTest {

    private static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(10));
    private static final Observed UNKNOWN = new Observed.Unknown();

    private final KubernetesStandIn cluster = KubernetesStandIn.start();
    private final List<String> told = new ArrayList<>();
    private final KubernetesTransport transport;

    KubernetesTransportTest(@TempDir Path folder) throws KubernetesSetupException {
        KubernetesSettings settings = new KubernetesSettings(
                Optional.of(cluster.writeKubeconfig(folder.resolve("kubeconfig"))),
                -1,
                0,
                "hyperfleet-adapter/test",
                Map.of(),
                HttpClient.Builder.NO_PROXY);
        transport = KubernetesTransport.connect(settings, new Random(1), this::told);
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
    void aConflictIsReadAndDecidedAnew() {
        Resource stale = applied(configMap("a", 1)).resource();
        applied(configMap("a", 2));
        cluster.http().clearRequests();

        assertThat(applied(configMap("a", 3), new Observed.Present(stale)).reason())
                .isEqualTo("generation changed 2->3");
        assertThat(requests())
                .containsExactly(
                        "PUT /api/v1/namespaces/default/configmaps/a",
                        "GET /api/v1/namespaces/default/configmaps/a",
                        "PUT /api/v1/namespaces/default/configmaps/a");
    }

    @Test
    void aConflictWithoutEndIsATransientFailure() {
        applied(configMap("a", 1));
        String text = "Operation cannot be fulfilled on configmaps \"a\": object was modified";
        cluster.http().inject(Fault.on("PUT", "/a$").answering(409, KubernetesStandIn.failure(409, "Conflict", text)));

        assertThat(apply(configMap("a", 2), false, UNKNOWN, AMPLE))
                .isEqualTo(new Failed<>("failed to update resource ConfigMap/a: " + text, FailureClass.TRANSIENT));
    }

    @Test
    void anObjectThatVanishedBeforeTheUpdateIsCreated() {
        Resource stale = applied(configMap("a", 1)).resource();
        cluster.delete("v1", "ConfigMap", "default", "a");

        assertThat(applied(configMap("a", 2), new Observed.Present(stale)).operation())
                .isEqualTo(Operation.CREATE);
    }

    @Test
    void anObjectThatSomebodyElseCreatedIsLeftAlone() {
        applied(configMap("a", 1));

        assertThat(applied(configMap("a", 1), new Observed.Absent()))
                .satisfies(applied -> assertThat(applied.operation()).isEqualTo(Operation.SKIP))
                .satisfies(applied -> assertThat(applied.reason()).isEqualTo("already exists (concurrent create)"))
                .satisfies(applied ->
                        assertThat(applied.resource().metadata().get("uid")).isNotNull());
    }

    @Test
    void anOlderObjectThatSomebodyElseCreatedIsBroughtUpToDate() {
        applied(configMap("a", 1));

        assertThat(applied(configMap("a", 2), new Observed.Absent()).reason()).isEqualTo("generation changed 1->2");
    }

    @Test
    void recreationDeletesWaitsAndCreates() {
        Object uid = applied(configMap("a", 1)).resource().metadata().get("uid");
        cluster.http().clearRequests();

        TransportResult<Applied> result = apply(configMap("a", 2), true, UNKNOWN, AMPLE);

        assertThat(result).isInstanceOfSatisfying(Done.class, done -> {
            Applied applied = (Applied) done.value();
            assertThat(applied.operation()).isEqualTo(Operation.RECREATE);
            assertThat(applied.reason()).isEqualTo("generation changed 1->2, recreateOnChange=true");
            assertThat(applied.resource().metadata().get("uid")).isNotEqualTo(uid);
        });
        assertThat(cluster.http().requests("DELETE", "/a$").getFirst().body())
                .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\"}");
    }

    @Test
    void anObjectThatIsGoneAtOnceIsNotWaitedFor() {
        applied(configMap("a", 1));
        cluster.http().clearRequests();

        apply(configMap("a", 2), true, UNKNOWN, AMPLE);

        assertThat(cluster.http().requests())
                .extracting(ReceivedRequest::method)
                .containsExactly("GET", "DELETE", "POST");
    }

    @Test
    void deletionThatTakesItsTimeIsWatched() {
        applied(namespace("slow", 1));
        cluster.finishDeletionsAfter(Duration.ofMillis(400));
        cluster.http().clearRequests();

        TransportResult<Applied> result = apply(namespace("slow", 2), true, UNKNOWN, AMPLE);

        assertThat(result).isInstanceOf(Done.class);
        assertThat(cluster.http().requests())
                .extracting(ReceivedRequest::toString)
                .satisfiesExactly(
                        read -> assertThat(read).isEqualTo("GET /api/v1/namespaces/slow"),
                        delete -> assertThat(delete).isEqualTo("DELETE /api/v1/namespaces/slow"),
                        watch -> assertThat(watch)
                                .startsWith(
                                        "GET /api/v1/namespaces?fieldSelector=metadata.name%3Dslow&resourceVersion="),
                        create -> assertThat(create).isEqualTo("POST /api/v1/namespaces"));
    }

    @Test
    void whereWatchingIsNotAllowedTheObjectIsLookedFor() {
        applied(namespace("slow", 1));
        cluster.finishDeletionsAfter(Duration.ofMillis(400));
        refuse("GET", 403, "Forbidden", "cannot watch", "namespaces$");

        assertThat(apply(namespace("slow", 2), true, UNKNOWN, AMPLE)).isInstanceOf(Done.class);
    }

    @Test
    void simultaneousUpdatesOfOneObjectAllSucceed() throws Exception {
        applied(configMap("a", 1));
        for (int generation = 2; generation <= 4; generation++) {
            Resource wanted = configMap("a", generation);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<TransportResult<Applied>>> results =
                        threads.invokeAll(Collections.nCopies(16, () -> apply(wanted, false, UNKNOWN, AMPLE)));
                for (Future<TransportResult<Applied>> result : results) {
                    assertThat(result.get()).isInstanceOf(Done.class);
                }
            }
        }
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
    void recreationThatAFinalizerBlocksNamesIt() {
        applied(configMap("a", 1, List.of("example.com/hold")));

        assertThat(apply(configMap("a", 2), true, UNKNOWN, Deadline.in(Duration.ofMillis(400))))
                .isEqualTo(new Failed<>(
                        "failed to recreate resource ConfigMap/a: failed waiting for resource deletion: context"
                                + " canceled while waiting for resource deletion: context deadline exceeded; it has the"
                                + " finalizers [example.com/hold]",
                        FailureClass.TRANSIENT));
    }

    @Test
    void aRefusedDeleteEndsTheRecreation() {
        applied(configMap("a", 1));
        refuse("DELETE", 403, "Forbidden", "configmaps \"a\" is forbidden: no rights");

        assertThat(apply(configMap("a", 2), true, UNKNOWN, AMPLE))
                .isEqualTo(new Failed<>(
                        "failed to recreate resource ConfigMap/a: failed to delete resource for recreation: K8s delete"
                                + " operation failed: ConfigMap/a (namespace: default): configmaps \"a\" is forbidden: no"
                                + " rights",
                        FailureClass.TERMINAL));
    }

    @ParameterizedTest
    @CsvSource({"403, Forbidden", "401, Unauthorized", "422, Invalid", "400, BadRequest"})
    void aRefusalIsTerminalAndNotTriedAgain(int code, String reason) {
        refuse("POST", code, reason, "no");

        assertThat(apply(configMap("a", 1), false, UNKNOWN, AMPLE))
                .isEqualTo(new Failed<>(
                        "failed to create resource ConfigMap/a: K8s create operation failed: ConfigMap/a (namespace:"
                                + " default): no",
                        FailureClass.TERMINAL));
        assertThat(cluster.http().requests("POST", ".*")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 504})
    void aTemporaryRefusalIsTriedAgain(int code) {
        cluster.http().inject(Fault.on("POST", "configmaps$").answering(code).times(1));

        assertThat(applied(configMap("a", 1)).operation()).isEqualTo(Operation.CREATE);
        assertThat(cluster.http().requests("POST", ".*")).hasSize(2);
    }

    @Test
    void aLostConnectionIsTriedAgainOnceAtATime() {
        cluster.http().inject(Fault.on("GET", "/a$").cuttingTheConnection().times(1));

        assertThat(applied(configMap("a", 1)).operation()).isEqualTo(Operation.CREATE);
        assertThat(cluster.http().requests("GET", "/a$")).hasSize(2);
    }

    @Test
    void theNextAttemptWaitsAsLongAsTheServerAsks() {
        cluster.http()
                .inject(Fault.on("POST", "configmaps$")
                        .answering(429)
                        .withHeader("Retry-After", "1")
                        .times(1));
        long begin = System.nanoTime();

        applied(configMap("a", 1));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAtTheDeadline() {
        cluster.http().inject(Fault.on("GET", "/a$").delayedBy(Duration.ofSeconds(10)));

        assertThat(apply(configMap("a", 1), false, UNKNOWN, Deadline.in(Duration.ofMillis(200))))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.message())
                            .startsWith("failed to get existing resource ConfigMap/a: K8s get operation failed: ")
                            .endsWith("context deadline exceeded");
                    assertThat(failed.classification()).isEqualTo(FailureClass.TRANSIENT);
                });
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
    void anUnknownKindIsAbsentButCannotBeApplied() {
        Resource widget = Manifests.object("acc.example/v1", "Widget", "main", 1);

        assertThat(transport.get(address("acc.example/v1", "Widget", "default", "main"), AMPLE))
                .isEqualTo(new Done<>(Optional.empty()));
        assertThat(transport.find(widget.kind(), "", Map.of("a", "b"), "", AMPLE))
                .isEqualTo(new Done<>(List.of()));
        assertThat(apply(widget, false, UNKNOWN, AMPLE))
                .isEqualTo(new Failed<>(
                        "failed to get existing resource Widget/main: K8s get operation failed: Widget/main"
                                + " (namespace: default): no matches for kind \"Widget\" in version \"acc.example/v1\"",
                        FailureClass.TERMINAL));
    }

    @Test
    void aKindThatIsInstalledLaterWorksWithoutARestart() throws InterruptedException {
        Resource widget = Manifests.object("acc.example/v1", "Widget", "main", 1);
        assertThat(apply(widget, false, UNKNOWN, AMPLE)).isInstanceOf(Failed.class);
        cluster.install(ApiType.custom("acc.example/v1", "widgets", "Widget", true));

        Deadline patience = Deadline.in(Duration.ofSeconds(5));
        TransportResult<Applied> result = apply(widget, false, UNKNOWN, AMPLE);
        while (result instanceof Failed && !patience.expired()) {
            Thread.sleep(50);
            result = apply(widget, false, UNKNOWN, AMPLE);
        }
        assertThat(result).isInstanceOf(Done.class);
    }

    @Test
    void aKindThatIsInstalledAnewUnderAnotherPathIsLearntAnew() throws InterruptedException {
        Resource widget = Manifests.object("acc.example/v1", "Widget", "main", 1);
        ApiType first = ApiType.custom("acc.example/v1", "widgets", "Widget", true);
        cluster.install(first);
        applied(widget);
        cluster.uninstall(first);
        cluster.install(ApiType.custom("acc.example/v1", "gadgets", "Widget", true));

        Deadline patience = Deadline.in(Duration.ofSeconds(5));
        TransportResult<Applied> result = apply(widget, false, UNKNOWN, AMPLE);
        while (result instanceof Failed && !patience.expired()) {
            Thread.sleep(50);
            result = apply(widget, false, UNKNOWN, AMPLE);
        }
        assertThat(result).isInstanceOf(Done.class);
        assertThat(requests()).contains("POST /apis/acc.example/v1/namespaces/default/gadgets");
    }

    @Test
    void aMissingKindIsNotAskedForAgainAtOnce() {
        for (int i = 0; i < 5; i++) {
            transport
                    .get(address("acc.example/v1", "Widget", "default", "main"), AMPLE)
                    .map(found -> found);
        }
        assertThat(requests()).containsExactly("GET /apis/acc.example/v1");
    }

    @Test
    void aClusterScopedObjectHasNoNamespaceInItsAddress() {
        Resource namespace = Manifests.object("v1", "Namespace", "n1", 1);

        assertThat(applied(namespace).operation()).isEqualTo(Operation.CREATE);
        assertThat(requests()).contains("POST /api/v1/namespaces");
    }

    @Test
    void aNamespacedObjectWithoutNamespaceIsRefused() {
        assertThat(transport.get(address("ConfigMap", "", "a"), AMPLE))
                .isEqualTo(new Failed<>(
                        "K8s get operation failed: ConfigMap/a: an empty namespace may not be set when a resource name"
                                + " is provided",
                        FailureClass.TERMINAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "a%2fb", ""})
    void aNameThatWouldLeadElsewhereIsNotSent(String name) {
        assertThat(transport.get(address("ConfigMap", "default", name), AMPLE)).isInstanceOf(Failed.class);
        assertThat(requests()).isEmpty();
    }

    @Test
    void objectsAreFoundByLabels() {
        applied(configMap("a", 1));
        applied(configMap("b", 1));
        cluster.http().clearRequests();

        assertThat(transport.find(new ResourceKind("v1", "ConfigMap"), "default", Map.of("app", "a"), "", AMPLE))
                .isInstanceOfSatisfying(
                        Done.class,
                        done -> assertThat((List<?>) done.value())
                                .singleElement()
                                .isInstanceOfSatisfying(Resource.class, resource -> {
                                    assertThat(resource.name()).isEqualTo("a");
                                    assertThat(resource.kind()).isEqualTo(new ResourceKind("v1", "ConfigMap"));
                                }));
        assertThat(requests()).containsExactly("GET /api/v1/namespaces/default/configmaps?labelSelector=app%3Da");
    }

    @Test
    void aLabelThatWouldChangeTheSelectorIsRefused() {
        assertThat(transport.find(new ResourceKind("v1", "ConfigMap"), "", Map.of("app", "a,b=c"), "", AMPLE))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message())
                                .startsWith("hyperfleet-adapter-13: invalid label selector app=a,b=c: "));
        assertThat(requests()).isEmpty();
    }

    @Test
    void deletingCarriesThePolicyAndToleratesAbsence() {
        applied(configMap("a", 1));

        assertThat(transport.delete(address("ConfigMap", "default", "a"), PropagationPolicy.FOREGROUND, AMPLE))
                .isEqualTo(new Done<>(DeleteOutcome.REQUESTED));
        assertThat(cluster.http().requests("DELETE", "/a$").getFirst().body())
                .contains("\"propagationPolicy\":\"Foreground\"");
        assertThat(transport.delete(address("ConfigMap", "default", "none"), PropagationPolicy.BACKGROUND, AMPLE))
                .isEqualTo(new Done<>(DeleteOutcome.ALREADY_GONE));
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

    private static Resource namespace(String name, long generation) {
        return Manifests.object("v1", "Namespace", name, generation);
    }

    private void refuse(String method, int code, String reason, String message, String path) {
        cluster.http().inject(Fault.on(method, path).answering(code, KubernetesStandIn.failure(code, reason, message)));
    }

    private void refuse(String method, int code, String reason, String message) {
        cluster.http()
                .inject(Fault.on(method, "configmaps")
                        .answering(code, KubernetesStandIn.failure(code, reason, message)));
    }

    private List<String> requests() {
        return cluster.http().requests().stream().map(ReceivedRequest::toString).toList();
    }

    private JsonNode stored(String name) {
        return cluster.get("v1", "ConfigMap", "default", name).orElseThrow();
    }

    private Applied applied(Resource manifest) {
        return applied(manifest, UNKNOWN);
    }

    private Applied applied(Resource manifest, Observed observed) {
        TransportResult<Applied> result = apply(manifest, false, observed, AMPLE);
        assertThat(result).isInstanceOf(Done.class);
        return ((Done<Applied>) result).value();
    }

    private TransportResult<Applied> apply(
            Resource manifest, boolean recreateOnChange, Observed observed, Deadline deadline) {
        return transport.apply(
                new ApplyRequest("it", manifest, new ApplyOptions(recreateOnChange, false, false), "", observed),
                deadline);
    }
}
