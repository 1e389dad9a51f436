package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.app.observe.PortServer.Page;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The port that Kubernetes asks whether the process lives ({@code /healthz}) and can work ({@code /readyz}), and people
 * what its configuration is ({@code /config}, when debugging of the configuration is on). Bodies are those of the
 * HyperFleet standard. Liveness says only that the process can answer: a broken dependency is no reason to restart.
 */
public final class HealthServer implements AutoCloseable {

    private static final String JSON = "application/json";

    private final PortServer server;

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     * @param config the configuration as YAML without its secrets; empty unless it may be shown
     * @throws IOException when the port is in use or not allowed
     */
    public HealthServer(int port, Readiness readiness, Optional<String> config) throws IOException {
        Page alive = new Page(200, JSON, "{\"status\":\"ok\"}\n");
        Page shownConfig =
                config.map(yaml -> new Page(200, "application/yaml", yaml)).orElse(Page.NOT_FOUND);
        server = new PortServer(
                port,
                Map.of(
                        "/healthz", accept -> alive,
                        "/readyz", accept -> page(readiness.answer()),
                        "/config", accept -> shownConfig));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Page page(Readiness.Answer answer) {
        return new Page(answer.ready() ? 200 : 503, JSON, answer.json() + "\n");
    }
}
