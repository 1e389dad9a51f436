package io.hyperfleet.adapter.standins;

/** The HyperFleet API. */
public final class HyperFleetApiStandIn {

    /** Where the API's routes begin. */
    public static final String BASE_PATH = "/api/hyperfleet/v1";

    private HyperFleetApiStandIn() {}
}
