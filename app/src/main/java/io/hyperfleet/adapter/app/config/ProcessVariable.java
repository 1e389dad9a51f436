package io.hyperfleet.adapter.app.config;

/**
 * The environment variables of the program that replace no key of a configuration file and no flag, under their own names;
 * for its help and documentation.
 */
public enum ProcessVariable {
    BROKER_CONFIG_FILE("broker.yaml", "Path of the configuration of the broker"),
    SHUTDOWN_TIMEOUT("20s", "How long stopping may take altogether"),
    DRAIN_PERIOD("15s", "How long events that run may take to finish when the program stops"),
    HYPERFLEET_USER_AGENT("hyperfleet-adapter/VERSION", "What the program calls itself in its requests"),
    SSL_CERT_FILE("", "File with authorities to trust for the HyperFleet API, beside those of the system"),
    HTTP_PROXY("", "Proxy for requests without encryption"),
    HTTPS_PROXY("", "Proxy for requests with encryption"),
    NO_PROXY("", "Hosts that are reached without a proxy"),
    HYPERFLEET_TRACING_ENABLED("true", "Whether traces are made"),
    OTEL_EXPORTER_OTLP_ENDPOINT(
            "", "Where spans are sent, else they are not exported; OpenTelemetry's others of that name count too"),
    OTEL_TRACES_SAMPLER("parentbased_traceidratio", "Which traces are kept"),
    OTEL_TRACES_SAMPLER_ARG("1.0", "The share of traces that is kept"),
    OTEL_PROPAGATORS("tracecontext,baggage", "How requests carry a trace"),
    OTEL_SERVICE_NAME("", "The service that spans name (default: the adapter)"),
    OTEL_RESOURCE_ATTRIBUTES("", "More about the service, as name=value pairs"),
    NO_COLOR("", "When set, output is never coloured");

    private final String standard;
    private final String meaning;

    ProcessVariable(String standard, String meaning) {
        this.standard = standard;
        this.meaning = meaning;
    }

    /** The value that counts when it is not set; empty for none. */
    public String standard() {
        return standard;
    }

    public String meaning() {
        return meaning;
    }
}
