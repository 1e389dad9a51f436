package io.hyperfleet.adapter.app.observe;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.math.BigDecimal;

/**
 * A page of metrics as Go programs write it: labels in the order of their names, whole numbers without a fraction ({@code
 * le="1"}), so that queries written for the original adapter match. The library's own writer puts {@code le="1.0"}.
 */
final class MetricsText {

    private final StringBuilder out = new StringBuilder(4096);
    private final MetricsFormat format;

    private MetricsText(MetricsFormat format) {
        this.format = format;
    }

    static String of(MetricSnapshots snapshots, MetricsFormat format) {
        MetricsText text = new MetricsText(format);
        for (MetricSnapshot snapshot : snapshots) {
            text.write(snapshot);
        }
        return switch (format) {
            case PROMETHEUS_TEXT -> text.out.toString();
            case OPEN_METRICS -> text.out.append("# EOF\n").toString();
        };
    }

    /** Only the kinds that this program uses; another one is a bug. */
    private void write(MetricSnapshot snapshot) {
        String name = snapshot.getMetadata().getPrometheusName();
        switch (snapshot) {
            case CounterSnapshot counter
            when !counter.getDataPoints().isEmpty() -> {
                String total = name + "_total";
                // OpenMetrics names the family, the older format the series.
                head(format == MetricsFormat.OPEN_METRICS ? name : total, snapshot, "counter");
                counter.getDataPoints().forEach(point -> sample(total, point.getLabels(), point.getValue()));
            }
            case GaugeSnapshot gauge
            when !gauge.getDataPoints().isEmpty() -> {
                head(name, snapshot, "gauge");
                gauge.getDataPoints().forEach(point -> sample(name, point.getLabels(), point.getValue()));
            }
            case HistogramSnapshot histogram
            when !histogram.getDataPoints().isEmpty() -> {
                head(name, snapshot, "histogram");
                histogram.getDataPoints().forEach(point -> histogram(name, point));
            }
            case CounterSnapshot _, GaugeSnapshot _, HistogramSnapshot _ -> {}
            default -> throw new IllegalStateException("no text form for " + name);
        }
    }

    private void head(String name, MetricSnapshot snapshot, String type) {
        String help = snapshot.getMetadata().getHelp();
        out.append("# HELP ")
                .append(name)
                .append(' ')
                .append(escape(help == null ? "" : help, format == MetricsFormat.OPEN_METRICS))
                .append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void histogram(String name, HistogramDataPointSnapshot point) {
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        long count = 0;
        for (int i = 0; i < buckets.size(); i++) {
            count += buckets.getCount(i);
            out.append(name).append("_bucket{");
            labels(point.getLabels());
            out.append(point.getLabels().isEmpty() ? "" : ",")
                    .append("le=\"")
                    .append(number(buckets.getUpperBound(i)))
                    .append("\"} ")
                    .append(count)
                    .append('\n');
        }
        sample(name + "_sum", point.getLabels(), point.getSum());
        sample(name + "_count", point.getLabels(), (double) count);
    }

    private void sample(String name, Labels labels, double value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{');
            labels(labels);
            out.append('}');
        }
        out.append(' ').append(number(value)).append('\n');
    }

    /** The library keeps labels sorted by name. */
    private void labels(Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            out.append(i == 0 ? "" : ",")
                    .append(labels.getPrometheusName(i))
                    .append("=\"")
                    .append(escape(labels.getValue(i), true))
                    .append('"');
        }
    }

    /** A line break in a value would make every following line unreadable. */
    private static String escape(String text, boolean quotes) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        return quotes ? escaped.replace("\"", "\\\"") : escaped;
    }

    private static String number(double value) {
        if (value == Double.POSITIVE_INFINITY) {
            return "+Inf";
        }
        if (value == Double.NEGATIVE_INFINITY) {
            return "-Inf";
        }
        return Double.isNaN(value)
                ? "NaN"
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
