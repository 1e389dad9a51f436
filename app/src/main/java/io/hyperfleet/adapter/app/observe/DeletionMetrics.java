package io.hyperfleet.adapter.app.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;

/** Counts and times the deletions of resources. */
final class DeletionMetrics {

    private final Counter deleted;
    private final Histogram duration;
    private final Gauge inProgress;
    private final BoundedLabel types = new BoundedLabel();

    DeletionMetrics(MetricFactory adapter) {
        deleted = adapter.counter(
                "hyperfleet_adapter_resources_deleted_total",
                "Total number of adapter resource deletion operations",
                "resource_type",
                "status");
        duration = adapter.seconds(
                "hyperfleet_adapter_resource_deletion_duration_seconds",
                "Duration of resource deletion operations in seconds",
                "resource_type");
        inProgress = adapter.gauge(
                "hyperfleet_adapter_resource_deletions_in_progress",
                "Number of resource deletions currently in progress",
                "resource_type");
    }

    void started(String resourceType) {
        inProgress.labelValues(label(resourceType)).inc();
    }

    /** Told once for each {@link #started}. */
    void finished(String resourceType, boolean succeeded, Duration took) {
        String type = label(resourceType);
        inProgress.labelValues(type).dec();
        deleted.labelValues(type, succeeded ? "success" : "error").inc();
        duration.labelValues(type).observe(MetricFactory.inSeconds(took));
    }

    private String label(String resourceType) {
        return resourceType.isBlank() ? "Unknown" : types.of(resourceType.strip());
    }
}
