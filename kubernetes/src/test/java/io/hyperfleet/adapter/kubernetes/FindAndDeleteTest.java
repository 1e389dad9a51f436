package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.address;
import static io.hyperfleet.adapter.kubernetes.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.ResourceTransport.DeleteOutcome;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are looked for by their labels, and deleted. */
class FindAndDeleteTest extends AgainstStandIn {

    FindAndDeleteTest(@TempDir Path folder) throws Exception {
        super(folder);
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
}
