package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Makes what events are run with, step by step, so that the start can tell of each step and stop at the first that fails.
 */
public interface EngineParts extends AutoCloseable {

    /**
     * Makes the client of the HyperFleet API.
     *
     * @param requests told of every request
     */
    HyperFleetApi createApi(RequestObserver requests) throws StartException;

    /** Looks whether the API can be reached, without a request; to be called after {@link #createApi}. */
    BooleanSupplier apiProbe();

    /** The transports that the configuration and the task ask for, in the order in which they are made. */
    List<Client> transports();

    /**
     * Makes one of them.
     *
     * @param requests told of every request
     */
    ResourceTransport createTransport(Client client, RequestObserver requests) throws StartException;

    /** Puts everything together. */
    EventRun createEventRun(HyperFleetApi api, Map<Client, ResourceTransport> transports) throws StartException;

    /** Lets go of whatever was made. */
    @Override
    void close();
}
