package io.hyperfleet.adapter.app.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;

/** Makes metrics that share their constant labels. */
record MetricFactory(PrometheusRegistry registry, Labels labels) {

    /** What the documentation of HyperFleet advises for the duration of an event. */
    private static final double[] SECONDS = {0.1, 0.5, 1, 2, 5, 10, 30, 60, 120};

    MetricFactory with(String label, String value) {
        return new MetricFactory(registry, labels.add(label, value));
    }

    Counter counter(String name, String help, String... varyingLabels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .labelNames(varyingLabels)
                .register(registry);
    }

    Gauge gauge(String name, String help, String... varyingLabels) {
        return Gauge.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .labelNames(varyingLabels)
                .register(registry);
    }

    Histogram seconds(String name, String help, String... varyingLabels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .labelNames(varyingLabels)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
    }
}
