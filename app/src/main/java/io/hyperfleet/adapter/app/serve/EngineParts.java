package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
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

    /** {@code Kubernetes} or {@code Maestro}, for the log. */
    String transportName();

    /**
     * Makes the transport of resources.
     *
     * @param requests told of every request
     */
    ResourceTransport createTransport(RequestObserver requests) throws StartException;

    /** Puts everything together. */
    EventRun createEventRun(HyperFleetApi api, ResourceTransport transport) throws StartException;

    /** Lets go of whatever was made. */
    @Override
    void close();
}
