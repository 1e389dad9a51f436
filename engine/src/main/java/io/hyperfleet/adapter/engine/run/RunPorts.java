package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.task.CompiledResource;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a run needs from the world outside. One instance serves all runs.
 *
 * @param transports by the client a resource asks for; both keys may lead to the same transport
 * @param environment the variables of the process, read once
 * @param config the adapter configuration as the param source {@code config.<path>} reads it
 * @param redactedConfig the same as templates and expressions see it under {@code config}
 * @param clock tells how long a step took
 */
public record RunPorts(
        HyperFleetApi api,
        Map<CompiledResource.Client, ResourceTransport> transports,
        Map<String, String> environment,
        ParamFiles files,
        AdapterInfo adapter,
        Map<String, @Nullable Object> config,
        Map<String, @Nullable Object> redactedConfig,
        InstantSource clock) {

    public RunPorts {
        transports = Map.copyOf(transports);
        environment = Map.copyOf(environment);
        config = Collections.unmodifiableMap(config);
        redactedConfig = Collections.unmodifiableMap(redactedConfig);
    }

    /**
     * Who we are, as templates see it under {@code adapter}; those of the oldest dialect see name and labels under {@code
     * metadata}.
     *
     * @param labels of the adapter configuration in the oldest dialect; otherwise empty
     */
    public record AdapterInfo(String name, String version, Map<String, String> labels) {

        public AdapterInfo {
            labels = Map.copyOf(labels);
        }
    }
}
