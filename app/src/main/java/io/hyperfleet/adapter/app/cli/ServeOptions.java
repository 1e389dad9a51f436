package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ConfigFlags;
import java.util.Optional;

/**
 * What {@code serve} was asked to do.
 *
 * @param dryRun present when one event is to be carried out against recorded answers instead of serving
 */
public record ServeOptions(ConfigFlags config, Ports ports, Optional<DryRun> dryRun) {

    /** The ports to listen on; 0 lets the system choose a free one. */
    public record Ports(int health, int metrics) {}

    /**
     * At least one of the first two is given.
     *
     * @param event path of the event file; empty when not given
     * @param apiResponses path of the recorded API answers; empty for none
     * @param discovery path of the objects that discovery finds; empty for none
     * @param verbose whether manifests and bodies are shown
     * @param json whether the trace is JSON rather than text
     * @param strict whether a failed run makes the process exit with 1
     */
    public record DryRun(
            String event, String apiResponses, String discovery, boolean verbose, boolean json, boolean strict) {}
}
