package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.standins.ApiType;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in behaves as {@link RealClusterTest} finds a real API server to behave. */
class StandInClusterTest extends ClusterBehaviour {

    private final KubernetesStandIn cluster = KubernetesStandIn.start();
    private final KubernetesTransport transport;

    StandInClusterTest(@TempDir Path folder) throws KubernetesSetupException {
        transport = connect(cluster.writeKubeconfig(folder.resolve("kubeconfig")));
    }

    @AfterEach
    void stop() {
        transport.close();
        cluster.close();
    }

    @Override
    KubernetesTransport administrator() {
        return transport;
    }

    @Override
    KubernetesTransport limited() {
        cluster.refuseByRole("GET", "get", "configmaps");
        return transport;
    }

    @Override
    void useUpTheQuota(String where) {
        cluster.refuseByQuota("configmaps");
    }

    @Override
    void installWidgets() {
        cluster.install(ApiType.custom("acc.example/v1", "widgets", "Widget", true));
    }
}
