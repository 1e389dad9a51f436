package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.app.observe.PortServer.Page;
import java.io.IOException;
import java.util.Map;

/** The port that Prometheus scrapes, at {@code /metrics}, in whichever form it asks for. */
public final class MetricsServer implements AutoCloseable {

    private final PortServer server;

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     * @throws IOException when the port is in use or not allowed
     */
    public MetricsServer(int port, Metrics metrics) throws IOException {
        server = new PortServer(port, Map.of("/metrics", accept -> {
            MetricsFormat format = MetricsFormat.wantedBy(accept);
            return new Page(200, format.contentType(), metrics.page(format));
        }));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
