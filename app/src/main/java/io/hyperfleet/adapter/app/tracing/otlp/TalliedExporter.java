package io.hyperfleet.adapter.app.tracing.otlp;

import io.hyperfleet.adapter.app.observe.SpanTally;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what arrives at the collector, and tells once that nothing does and once that it does again. What the library
 * logs about each failure is not passed on: a collector that is gone must not fill the log.
 */
final class TalliedExporter implements SpanExporter {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(TalliedExporter.class);

    /** Kept, because the level of a logger that nobody keeps is forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final SpanExporter exporter;
    private final SpanTally tally;
    private final AtomicBoolean failing = new AtomicBoolean();

    TalliedExporter(SpanExporter exporter, SpanTally tally) {
        this.exporter = exporter;
        this.tally = tally;
        LIBRARY.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                tally.exported(spans.size());
                if (failing.getAndSet(false)) {
                    LOG.info("The trace collector takes spans again");
                }
            } else if (!failing.getAndSet(true)) {
                Throwable cause = result.getFailureThrowable();
                LOG.warn(
                        "The trace collector does not take spans, which are lost until it does: {}",
                        cause == null ? "no reason given" : cause);
            }
        });
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
