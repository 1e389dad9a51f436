package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that others create, change or remove at the same moment. */
class SimultaneousWritesTest extends AgainstStandIn {

    SimultaneousWritesTest(@TempDir Path folder) throws Exception {
        super(folder);
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
    void ofManyGenerationsAtOnceTheNewestStaysAndNobodyFails() throws Exception {
        applied(configMap("a", 1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TransportResult<Applied>>> results = new ArrayList<>();
            for (int generation = 2; generation <= 17; generation++) {
                Resource wanted = configMap("a", generation);
                results.add(threads.submit(() -> apply(wanted, false, UNKNOWN, AMPLE)));
            }
            for (Future<TransportResult<Applied>> result : results) {
                assertThat(result.get()).isInstanceOf(Done.class);
            }
        }
        assertThat(stored("a").at("/data/generation").asText()).isEqualTo("17");
    }

    @Test
    void aQuotaThatOthersUseAtTheSameMomentIsNoReasonToFail() {
        String text = "Operation cannot be fulfilled on resourcequotas \"limits\": the object has been modified; please"
                + " apply your changes to the latest version and try again";
        cluster.http()
                .inject(Fault.on("POST", "configmaps$")
                        .answering(409, KubernetesStandIn.failure(409, "Conflict", text))
                        .times(1));

        assertThat(applied(configMap("a", 1)).operation()).isEqualTo(Operation.CREATE);
    }
}
