package io.hyperfleet.adapter.app.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Makes metrics that share their constant labels. */
record MetricFactory(PrometheusRegistry registry, Labels labels) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** What the documentation of HyperFleet advises for the duration of an event. */
    private static final double[] SECONDS = {0.1, 0.5, 1, 2, 5, 10, 30, 60, 120};

    /** A time as metrics have it. */
    static double inSeconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    MetricFactory with(String label, String value) {
        return new MetricFactory(registry, labels.add(label, value));
    }

    Counter counter(String name, String help, String... varyingLabels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .labelNames(varyingLabels)
                .withoutExemplars()
                .register(registry);
    }

    /** A counter that is kept elsewhere and asked for at each scrape. */
    void counter(String name, String help, LongSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .callback(callback -> callback.call((double) value.getAsLong()))
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

    /** A gauge that is kept elsewhere and asked for at each scrape. */
    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** How long something took, in the buckets advised for events. */
    Histogram seconds(String name, String help, String... varyingLabels) {
        return histogram(name, help, SECONDS, varyingLabels);
    }

    Histogram histogram(String name, String help, double[] upperBounds, String... varyingLabels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .constLabels(labels)
                .labelNames(varyingLabels)
                .classicOnly()
                .classicUpperBounds(upperBounds)
                .withoutExemplars()
                .register(registry);
    }
}
