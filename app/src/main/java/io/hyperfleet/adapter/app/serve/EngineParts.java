package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import java.util.List;
import java.util.Map;

/**
 * Makes what events are run with, step by step, so that the start can tell of each step and stop at the first that fails.
 */
public interface EngineParts extends AutoCloseable {

    /** Makes the client of the HyperFleet API. */
    HyperFleetApi createApi() throws StartException;

    /** The transports that the configuration and the task ask for, in the order in which they are made. */
    List<Client> transports();

    /** Makes one of them. */
    ResourceTransport createTransport(Client client) throws StartException;

    /** Puts everything together. */
    EventRun createEventRun(HyperFleetApi api, Map<Client, ResourceTransport> transports) throws StartException;

    /** Lets go of whatever was made. */
    @Override
    void close();
}
