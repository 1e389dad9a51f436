package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** The stand-in behaves as {@link RealMaestroTest} finds a real Maestro to behave. */
class StandInMaestroTest extends MaestroBehaviour {

    private final MaestroStandIn maestro = MaestroStandIn.start();
    private final MaestroTransport transport;

    StandInMaestroTest() throws MaestroSetupException {
        transport = MaestroTransport.connect(Works.settings(maestro), new Random(1), RequestObserver.NOBODY);
    }

    @AfterEach
    void close() {
        transport.close();
        maestro.close();
    }

    @Override
    MaestroTransport transport() {
        return transport;
    }

    @Override
    void register(String consumer) {
        maestro.register(consumer);
    }
}
