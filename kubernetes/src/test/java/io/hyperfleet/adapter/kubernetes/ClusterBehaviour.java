package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Deadline;
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
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds against the stand-in and against a real API server alike. */
abstract class ClusterBehaviour {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String namespace = "test-" + Long.toString(System.nanoTime(), 36);

    /** The server as somebody sees it who may do everything. */
    abstract KubernetesTransport administrator() throws Exception;

    /** The server as somebody sees it who may do nothing. */
    abstract KubernetesTransport limited() throws Exception;

    /** Sees to it that no more config maps may be made in a namespace. */
    abstract void useUpTheQuota(String where) throws Exception;

    /** Installs the kind {@code Widget} of {@code acc.example/v1}. */
    abstract void installWidgets() throws Exception;

    @BeforeEach
    void makeANamespace() throws Exception {
        awaitResult(() -> apply(Manifests.object("v1", "Namespace", namespace, 1), false), Done.class::isInstance);
    }

    @Test
    void anObjectIsCreatedLeftAloneUpdatedRecreatedAndDeleted() throws Exception {
        assertThat(applied(configMap("a", 1, "one"), false).operation()).isEqualTo(Operation.CREATE);
        Applied skipped = applied(configMap("a", 1, "other"), false);
        assertThat(skipped.operation()).isEqualTo(Operation.SKIP);
        assertThat(skipped.resource().content()).containsEntry("data", Map.of("text", "one"));

        Applied updated = applied(configMap("a", 2, "two"), false);
        assertThat(updated.reason()).isEqualTo("generation changed 1->2");
        assertThat(updated.resource().content()).containsEntry("data", Map.of("text", "two"));
        assertThat(uid(updated)).isEqualTo(uid(skipped));

        Applied recreated = applied(configMap("a", 3, "three"), true);
        assertThat(recreated.operation()).isEqualTo(Operation.RECREATE);
        assertThat(uid(recreated)).isNotEqualTo(uid(updated));

        assertThat(delete("a")).isEqualTo(new Done<>(DeleteOutcome.REQUESTED));
        assertThat(get("a")).isEqualTo(new Done<>(Optional.empty()));
        assertThat(delete("a")).isEqualTo(new Done<>(DeleteOutcome.ALREADY_GONE));
    }

    @Test
    void anObjectThatIsSlowToGoIsWaitedFor() throws Exception {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        Resource held = configMap("held", 1, "one");
        held.metadata().forEach((key, value) -> metadata.put(String.valueOf(key), value));
        metadata.put("finalizers", List.of("example.com/hold"));
        Map<String, @Nullable Object> content = new LinkedHashMap<>(held.content());
        content.put("metadata", metadata);
        Resource first = applied(new Resource(content), false).resource();
        try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TransportResult<Applied>> recreated = other.submit(() -> apply(configMap("held", 2, "two"), true));
            awaitResult(() -> get("held"), found -> String.valueOf(found).contains("deletionTimestamp"));
            // An update that drops the finalizer lets the object go.
            apply(configMap("held", 3, "let go"), false);

            assertThat(recreated.get()).isInstanceOf(Done.class);
        }
        assertThat(((Done<Optional<Resource>>) get("held")).value())
                .map(object -> object.metadata().get("uid"))
                .isNotEqualTo(Optional.ofNullable(first.metadata().get("uid")));
    }

    @Test
    void simultaneousWritesOfOneObjectAllSucceed() throws Exception {
        for (int generation = 1; generation <= 3; generation++) {
            Resource wanted = configMap("busy", generation, "generation " + generation);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<TransportResult<Applied>> write = () -> apply(wanted, false);
                for (Future<TransportResult<Applied>> result : threads.invokeAll(Collections.nCopies(16, write))) {
                    assertThat(result.get()).isInstanceOf(Done.class);
                }
            }
        }
    }

    @Test
    void fieldsOfAnEarlierUpdateAreTakenOverByServerSideApply() throws Exception {
        ApplyOptions byServer = new ApplyOptions(false, true, false);
        applied(configMap("taken", 1, Map.of("text", "one", "more", "no longer wanted")), false);

        assertThat(applied(configMap("taken", 2, "two"), byServer).operation()).isEqualTo(Operation.UPDATE);
        Applied again = applied(configMap("taken", 2, "two"), byServer);

        assertThat(again.operation()).isEqualTo(Operation.SKIP);
        assertThat(again.resource().content()).containsEntry("data", Map.of("text", "two"));
    }

    @Test
    void driftIsRepairedButNotWhatTheServerAdds() throws Exception {
        ApplyOptions againstDrift = new ApplyOptions(false, false, true);
        applied(deployment(1), false);
        Applied repaired = applied(deployment(2), againstDrift);

        Applied again = applied(deployment(2), againstDrift);

        assertThat(repaired.operation()).isEqualTo(Operation.UPDATE);
        assertThat(again.operation()).isEqualTo(Operation.SKIP);
        assertThat(again.resource().metadata().get("resourceVersion"))
                .isEqualTo(repaired.resource().metadata().get("resourceVersion"));
    }

    @Test
    void whoMayNotIsToldSoInTheWordsOfTheServer() throws Exception {
        TransportResult<Applied> result =
                limited().apply(request(configMap("a", 1, "one"), ApplyOptions.STANDARD), Deadline.in(PATIENCE));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("resource ConfigMap/a: ")
                                .contains("configmaps")
                                .contains("is forbidden: User \"")
                                .contains("resource \"configmaps\" in API group \"\""));
    }

    @Test
    void aQuotaThatIsUsedUpIsNamed() throws Exception {
        useUpTheQuota(namespace);
        int[] count = {0};

        TransportResult<Applied> refused =
                awaitResult(() -> apply(configMap("c" + ++count[0], 1, "one"), false), Failed.class::isInstance);

        assertThat(((Failed<Applied>) refused).message())
                .contains("is forbidden: ")
                .contains("quota");
    }

    @Test
    void aKindThatIsInstalledLaterWorksWithoutARestart() throws Exception {
        Resource widget = Manifests.object("acc.example/v1", "Widget", "main", 1, namespace);
        assertThat(apply(widget, false))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("no matches for kind \"Widget\" in version \"acc.example/v1\""));

        installWidgets();

        awaitResult(() -> apply(widget, false), Done.class::isInstance);
        assertThat(administrator().get(address("acc.example/v1", "Widget", namespace, "main"), Deadline.in(PATIENCE)))
                .isInstanceOfSatisfying(
                        Done.class,
                        done -> assertThat((Optional<?>) done.value()).isPresent());
    }

    @Test
    void aNamespaceThatIsNotThereIsNamed() throws Exception {
        Resource lost = Manifests.object("v1", "ConfigMap", "a", 1, "no-such-namespace");

        assertThat(apply(lost, false))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message()).endsWith("namespaces \"no-such-namespace\" not found"));
    }

    @Test
    void whatCannotChangeIsNamed() throws Exception {
        Map<String, @Nullable Object> fixed =
                new LinkedHashMap<>(configMap("fixed", 1, "one").content());
        fixed.put("immutable", true);
        applied(new Resource(fixed), false);

        assertThat(apply(configMap("fixed", 2, "two"), false))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message())
                                .startsWith("failed to update resource ConfigMap/fixed: ")
                                .contains("field is immutable when"));
    }

    @Test
    void objectsAreFoundByLabels() throws Exception {
        applied(configMap("one", 1, "x"), false);
        applied(configMap("two", 1, "x"), false);

        TransportResult<List<Resource>> found = administrator()
                .find(new ResourceKind("v1", "ConfigMap"), namespace, Map.of("app", "two"), "", Deadline.in(PATIENCE));

        assertThat(((Done<List<Resource>>) found).value())
                .singleElement()
                .satisfies(object -> assertThat(object.name()).isEqualTo("two"))
                .satisfies(object -> assertThat(object.kind().kind()).isEqualTo("ConfigMap"));
    }

    static KubernetesTransport connect(Path kubeconfig) throws KubernetesSetupException {
        return KubernetesTransport.connect(settings(kubeconfig), new Random(1), RequestObserver.NOBODY);
    }

    static KubernetesSettings settings(Path kubeconfig) {
        return new KubernetesSettings(
                Optional.of(kubeconfig), -1, 0, "hyperfleet-adapter/test", Map.of(), HttpClient.Builder.NO_PROXY);
    }

    TransportResult<Applied> apply(Resource manifest, boolean recreate) {
        return apply(manifest, new ApplyOptions(recreate, false, false));
    }

    private TransportResult<Applied> apply(Resource manifest, ApplyOptions options) {
        try {
            return administrator().apply(request(manifest, options), Deadline.in(PATIENCE));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ApplyRequest request(Resource manifest, ApplyOptions options) {
        return new ApplyRequest("it", manifest, options, "", new Observed.Unknown());
    }

    private Applied applied(Resource manifest, boolean recreate) {
        return applied(manifest, new ApplyOptions(recreate, false, false));
    }

    private Applied applied(Resource manifest, ApplyOptions options) {
        TransportResult<Applied> result = apply(manifest, options);
        assertThat(result).isInstanceOf(Done.class);
        return ((Done<Applied>) result).value();
    }

    private TransportResult<Optional<Resource>> get(String name) {
        try {
            return administrator().get(address("ConfigMap", namespace, name), Deadline.in(PATIENCE));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private TransportResult<DeleteOutcome> delete(String name) throws Exception {
        return administrator()
                .delete(address("ConfigMap", namespace, name), PropagationPolicy.BACKGROUND, Deadline.in(PATIENCE));
    }

    private static @Nullable Object uid(Applied applied) {
        return applied.resource().metadata().get("uid");
    }

    private Resource configMap(String name, long generation, String text) {
        return configMap(name, generation, Map.of("text", text));
    }

    private Resource configMap(String name, long generation, Map<String, String> data) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>(
                Manifests.object("v1", "ConfigMap", name, generation, namespace).content());
        content.put("data", data);
        return new Resource(content);
    }

    /** Of generation 1; servers complete it with many fields. */
    private Resource deployment(int replicas) {
        Map<String, String> labels = Map.of("app", "d");
        Map<String, @Nullable Object> content = new LinkedHashMap<>(
                Manifests.object("apps/v1", "Deployment", "d", 1, namespace).content());
        Map<String, Object> pod = Map.of("containers", List.of(Map.of("name", "c", "image", "none")));
        content.put(
                "spec",
                Map.of(
                        "replicas",
                        replicas,
                        "selector",
                        Map.of("matchLabels", labels),
                        "template",
                        Map.of("metadata", Map.of("labels", labels), "spec", pod)));
        return new Resource(content);
    }

    /** Tries until the result is the wanted one. */
    static <T> T awaitResult(Supplier<T> attempt, Predicate<T> wanted) throws InterruptedException {
        Deadline patience = Deadline.in(PATIENCE);
        T result = attempt.get();
        while (!wanted.test(result)) {
            assertThat(patience.expired()).as("in time: %s", result).isFalse();
            Thread.sleep(Duration.ofMillis(100));
            result = attempt.get();
        }
        return result;
    }
}
