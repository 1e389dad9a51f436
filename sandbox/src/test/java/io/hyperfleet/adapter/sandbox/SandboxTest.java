package io.hyperfleet.adapter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program against the stand-ins, over real sockets, with the examples of the repository. */
class SandboxTest {

    @TempDir
    private Path folder;

    @Test
    void onceTellsTheStoryOfOneCluster() {
        try (RunningSandbox sandbox = RunningSandbox.start(folder, "--once")) {
            assertThat(sandbox.result()).as(sandbox.output()).isEmpty();
            assertThat(sandbox.output())
                    .containsSubsequence(
                            "HyperFleet sandbox",
                            "task        examples/namespace-job/task-config.yaml",
                            "created cluster ocean-01  generation 1",
                            "event 1  com.redhat.hyperfleet.cluster.reconcile  ocean-01 g1",
                            "GET            /api/hyperfleet/v1/clusters/ocean-01",
                            "params         clusterId=ocean-01  generation=1",
                            "precondition   notReconciled",
                            "resource       namespace  create   v1 Namespace ocean-01",
                            "resource       job        create   batch/v1 Job ocean-01/validate",
                            "PUT            /api/hyperfleet/v1/clusters/ocean-01/statuses",
                            "Applied=True ResourcesCreated · Available=False JobRunning · Health=True",
                            "acknowledged",
                            "… the job validate finishes …",
                            "Available=True JobSucceeded",
                            "cluster ocean-01  Reconciled=True after",
                            "Next:");
        }
    }

    @Test
    void onceWaitsForAllThatItCreates() {
        try (RunningSandbox sandbox = RunningSandbox.start(folder, "--once", "--count", "3")) {
            assertThat(sandbox.result()).as(sandbox.output()).isEmpty();
            assertThat(sandbox.output())
                    .contains("cluster ocean-01  Reconciled=True after")
                    .contains("cluster ocean-02  Reconciled=True after")
                    .contains("cluster ocean-03  Reconciled=True after");
        }
    }

    @Test
    void plainRequestsCreateChangeAndDeleteAClusterAndTheProgramFollows() throws Exception {
        try (RunningSandbox sandbox = RunningSandbox.start(folder)) {
            String mine = "{\"kind\":\"Cluster\",\"name\":\"mine\",\"spec\":{}}";
            assertThat(sandbox.call("POST", "/clusters", mine).statusCode()).isEqualTo(201);
            sandbox.awaitOutput("cluster mine  Reconciled=True");

            assertThat(sandbox.call("PATCH", "/clusters/mine", "{\"spec\":{\"size\":3}}")
                            .statusCode())
                    .isEqualTo(200);
            sandbox.awaitOutput("changed cluster mine  generation 2");
            sandbox.awaitOutput("namespace  update   v1 Namespace mine");
            sandbox.awaitOutput("job        recreate batch/v1 Job mine/validate");

            assertThat(sandbox.call("DELETE", "/clusters/mine", "").statusCode())
                    .isEqualTo(202);
            sandbox.awaitOutput("deletion of cluster mine  generation 3");
            sandbox.awaitOutput("Finalized=True ResourcesGone");
            sandbox.awaitOutput("cluster mine  gone after");
            assertThat(sandbox.call("GET", "/clusters/mine", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aTaskAboutNodePoolsWorksToo() {
        try (RunningSandbox sandbox = RunningSandbox.start(
                folder, "--once", "--kind", "NodePool", "-c", "examples/nodepool-configmap/adapter-config.yaml")) {
            assertThat(sandbox.result()).as(sandbox.output()).isEmpty();
            assertThat(sandbox.output())
                    .contains("resource       settings   create   v1 ConfigMap default/nodepool-workers")
                    .contains("node pool workers  Reconciled=True");
        }
    }

    @Test
    void resourcesMayLiveInMaestro() throws Exception {
        try (RunningSandbox sandbox = RunningSandbox.start(folder, "--transport", "maestro")) {
            String mine = "{\"kind\":\"Cluster\",\"name\":\"mine\",\"spec\":{\"placement\":\"spoke-02\"}}";
            assertThat(sandbox.call("POST", "/clusters", mine).statusCode()).isEqualTo(201);
            sandbox.awaitOutput("work       create   work.open-cluster-management.io/v1 ManifestWork");
            sandbox.awaitOutput("Available=True NamespaceActive");
            sandbox.awaitOutput("cluster mine  Reconciled=True");

            assertThat(sandbox.call("PATCH", "/clusters/mine", "{\"spec\":{\"placement\":\"spoke-02\",\"size\":3}}")
                            .statusCode())
                    .isEqualTo(200);
            sandbox.awaitOutput("work       update   work.open-cluster-management.io/v1 ManifestWork");

            assertThat(sandbox.call("DELETE", "/clusters/mine", "").statusCode())
                    .isEqualTo(202);
            sandbox.awaitOutput("Finalized=True WorkGone");
            sandbox.awaitOutput("cluster mine  gone after");
        }
    }

    @Test
    void aClusterThatMaestroDoesNotKnowIsReported() throws Exception {
        try (RunningSandbox sandbox = RunningSandbox.start(folder, "--transport", "maestro")) {
            String lost = "{\"kind\":\"Cluster\",\"name\":\"lost\",\"spec\":{\"placement\":\"nowhere\"}}";
            assertThat(sandbox.call("POST", "/clusters", lost).statusCode()).isEqualTo(201);

            sandbox.awaitOutput("consumer \"nowhere\" is not registered in Maestro");
        }
    }

    @Test
    void aConfigurationThatCannotBeReadEndsTheSandboxWithItsError() {
        try (RunningSandbox sandbox = RunningSandbox.start(folder, "--once", "-c", "missing.yaml")) {
            assertThat(sandbox.result().orElseThrow())
                    .contains("failed to load adapter configuration")
                    .contains("missing.yaml");
        }
    }
}
