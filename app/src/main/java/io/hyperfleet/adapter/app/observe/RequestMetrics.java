package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Locale;
import java.util.Map;

/** Counts and times every single request to another service, as HyperFleet's standards ask for. */
final class RequestMetrics implements RequestObserver {

    private static final double[] SECONDS = {0.01, 0.05, 0.1, 0.5, 1, 2, 5};

    /** In the place of a status when no answer came. */
    private static final String NO_ANSWER = "none";

    private final Counter requests;
    private final Histogram duration;
    private final BoundedLabel endpoints = new BoundedLabel();

    RequestMetrics(MetricFactory adapter) {
        requests = adapter.counter(
                "hyperfleet_adapter_api_requests_total",
                "Total number of requests to other services, each attempt by itself",
                "api",
                "method",
                "endpoint",
                "status_code");
        duration = adapter.histogram(
                "hyperfleet_adapter_api_request_duration_seconds",
                "Duration of requests to other services in seconds, each attempt by itself",
                SECONDS,
                "api",
                "method",
                "endpoint");
    }

    @Override
    public Exchange started(Service service, String method, String url) {
        long start = System.nanoTime();
        String api = service.name().toLowerCase(Locale.ROOT);
        String endpoint = endpoints.of(EndpointLabel.of(service, url));
        return new Exchange() {
            @Override
            public Map<String, String> headers() {
                return Map.of();
            }

            @Override
            public void answered(int status) {
                ended(Integer.toString(status));
            }

            @Override
            public void failed(String cause) {
                ended(NO_ANSWER);
            }

            private void ended(String status) {
                requests.labelValues(api, method, endpoint, status).inc();
                duration.labelValues(api, method, endpoint).observe((System.nanoTime() - start) / 1e9);
            }
        };
    }
}
