package io.hyperfleet.adapter.app.observe;

import java.util.Locale;

/** The two forms of a page of metrics that Prometheus reads. */
public enum MetricsFormat {
    PROMETHEUS_TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";

    private final String contentType;

    MetricsFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /**
     * The form that a reader asks for; the older one when it does not matter.
     *
     * @param accept the header {@code Accept}; may be empty
     */
    static MetricsFormat wantedBy(String accept) {
        double openMetrics = 0;
        double text = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String type = range.split(";", 2)[0].strip();
            switch (type) {
                case OPEN_METRICS_TYPE -> openMetrics = Math.max(openMetrics, quality(range));
                case "text/plain" -> text = Math.max(text, quality(range));
                default -> {}
            }
        }
        return openMetrics > text ? OPEN_METRICS : PROMETHEUS_TEXT;
    }

    private static double quality(String range) {
        for (String parameter : range.split(";", -1)) {
            String stripped = parameter.strip();
            if (stripped.matches("q=[01](?:\\.\\d{0,3})?")) {
                return Double.parseDouble(stripped.substring(2));
            }
        }
        return 1;
    }
}
