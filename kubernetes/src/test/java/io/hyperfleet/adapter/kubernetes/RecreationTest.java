package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.ReceivedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are deleted and created anew. */
class RecreationTest extends AgainstStandIn {

    RecreationTest(@TempDir Path folder) throws Exception {
        super(folder);
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

    @Test
    void watchesThatTheServerEndsAtOnceDoNotMakeRequestsFollowEachOtherWithoutAPause() {
        applied(configMap("a", 1, List.of("example.com/hold")));
        String gone = KubernetesStandIn.failure(410, "Expired", "too old resource version: 1 (2)");
        cluster.http()
                .inject(Fault.on("GET", "/configmaps$")
                        .answering(200, "{\"type\":\"ERROR\",\"object\":" + gone + "}\n"));
        cluster.http().clearRequests();

        assertThat(apply(configMap("a", 2), true, UNKNOWN, Deadline.in(Duration.ofSeconds(1))))
                .isInstanceOf(Failed.class);
        assertThat(cluster.http().requests("GET", "/configmaps$")).hasSizeBetween(1, 6);
    }

    private static Resource namespace(String name, long generation) {
        return Manifests.object("v1", "Namespace", name, generation);
    }
}
