package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.HealthServer;
import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.app.observe.MetricsServer;
import io.hyperfleet.adapter.app.observe.Readiness;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two ports on which the program can be watched; open from the beginning to the very end. */
final class ObservationPorts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObservationPorts.class);

    private static final String HEALTH = "health";
    private static final String METRICS = "metrics";

    private final HealthServer health;
    private final MetricsServer metricsServer;
    private final Metrics metrics;

    private ObservationPorts(HealthServer health, MetricsServer metricsServer, Metrics metrics) {
        this.health = health;
        this.metricsServer = metricsServer;
        this.metrics = metrics;
    }

    /** A port that cannot be had is refused: a process that nobody can watch must not run. */
    static ObservationPorts open(
            ServeSettings.Ports ports, Readiness readiness, Optional<String> shownConfig, Metrics metrics)
            throws StartException {
        HealthServer health;
        try {
            health = new HealthServer(ports.health(), readiness, shownConfig);
        } catch (IOException e) {
            throw unavailable(HEALTH, ports.health(), e);
        }
        LOG.info("Starting health server on port {}", health.port());
        try {
            MetricsServer metricsServer = new MetricsServer(ports.metrics(), metrics);
            LOG.info("Starting metrics server on port {}", metricsServer.port());
            metrics.up(true);
            return new ObservationPorts(health, metricsServer, metrics);
        } catch (IOException e) {
            health.close();
            throw unavailable(METRICS, ports.metrics(), e);
        }
    }

    int healthPort() {
        return health.port();
    }

    int metricsPort() {
        return metricsServer.port();
    }

    @Override
    public void close() {
        LOG.info("Shutting down metrics server...");
        metrics.up(false);
        metricsServer.close();
        LOG.info("Shutting down health server...");
        health.close();
    }

    private static StartException unavailable(String name, int port, IOException e) {
        String title = name.equals(HEALTH) ? "Health" : "Metrics";
        return new StartException(
                title + " server error",
                "failed to start " + name + " server on port " + port + ": " + e.getMessage()
                        + "; choose another port with --" + name + "-port or HYPERFLEET_"
                        + name.toUpperCase(Locale.ROOT) + "_PORT");
    }
}
