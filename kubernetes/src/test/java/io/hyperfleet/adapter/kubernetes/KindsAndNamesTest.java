package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.standins.ApiType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds that the server knows, does not know or learns, and names that an address can hold. */
class KindsAndNamesTest extends AgainstStandIn {

    KindsAndNamesTest(@TempDir Path folder) throws Exception {
        super(folder);
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

        awaitApplied(widget);
    }

    @Test
    void aKindThatIsInstalledAnewUnderAnotherPathIsLearntAnew() throws InterruptedException {
        Resource widget = Manifests.object("acc.example/v1", "Widget", "main", 1);
        ApiType first = ApiType.custom("acc.example/v1", "widgets", "Widget", true);
        cluster.install(first);
        applied(widget);
        cluster.uninstall(first);
        cluster.install(ApiType.custom("acc.example/v1", "gadgets", "Widget", true));

        awaitApplied(widget);
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

    /** Types that were missing are not looked for again at once. */
    private void awaitApplied(Resource object) throws InterruptedException {
        Deadline patience = Deadline.in(Duration.ofSeconds(5));
        TransportResult<Applied> result = apply(object, false, UNKNOWN, AMPLE);
        while (result instanceof Failed && !patience.expired()) {
            Thread.sleep(50);
            result = apply(object, false, UNKNOWN, AMPLE);
        }
        assertThat(result).isInstanceOf(Done.class);
    }
}
