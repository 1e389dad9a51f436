package io.hyperfleet.adapter.app.tracing.otlp;

import io.hyperfleet.adapter.app.observe.SpanTally;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Counts the spans that end and are to be exported. */
record TallyProcessor(SpanTally tally) implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only the end counts.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled()) {
            tally.ended();
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
