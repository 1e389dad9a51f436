package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.LogSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What serving needs to know of the configuration.
 *
 * @param name of the adapter
 * @param apiClient as the log tells it
 * @param shownConfig the configuration as YAML without its secrets, when it may be shown
 * @param policy what becomes of the deliveries of events that fail
 * @param applicationFolder where {@code broker.yaml} is looked for when the environment names no file
 * @param environment the variables of the process
 */
public record ServeSettings(
        String name,
        Build build,
        LogSettings log,
        ApiClientSummary apiClient,
        Subscription subscription,
        Ports ports,
        Optional<String> shownConfig,
        Limits limits,
        SettlementPolicy policy,
        Path applicationFolder,
        Map<String, String> environment) {

    /** What build is running. */
    public record Build(String version, String commit, String date) {}

    /** The values as configured, defaults not filled in. */
    public record ApiClientSummary(String timeout, int retryAttempts) {}

    /** Either may be empty, which is refused at the start. */
    public record Subscription(String id, String topic) {}

    /** 0 stands for a free port. */
    public record Ports(int health, int metrics) {}

    /**
     * @param event how long the run of one event may take
     * @param drain how long running events may go on after the signal to stop
     * @param shutdown how long stopping may take altogether
     */
    public record Limits(Duration event, Duration drain, Duration shutdown) {

        /** What HyperFleet's standards ask for. */
        public static final Limits STANDARD =
                new Limits(Duration.ofSeconds(120), Duration.ofSeconds(15), Duration.ofSeconds(20));
    }

    public ServeSettings {
        environment = Map.copyOf(environment);
    }
}
