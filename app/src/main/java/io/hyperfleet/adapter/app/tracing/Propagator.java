package io.hyperfleet.adapter.app.tracing;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The headers in which a trace goes on with a request. */
enum Propagator {
    TRACE_CONTEXT("tracecontext") {
        @Override
        void inject(SpanContext context, Map<String, String> headers) {
            headers.put(SpanContext.TRACE_PARENT, context.traceParent());
            if (!context.state().isEmpty()) {
                headers.put(SpanContext.TRACE_STATE, context.state());
            }
        }
    },
    /** Events bring no baggage, so there is none to hand on. */
    BAGGAGE("baggage") {
        @Override
        void inject(SpanContext context, Map<String, String> headers) {
            // Nothing to hand on.
        }
    },
    B3("b3") {
        @Override
        void inject(SpanContext context, Map<String, String> headers) {
            headers.put("b3", context.traceId() + "-" + context.spanId() + "-" + bit(context));
        }
    },
    B3_MULTI("b3multi") {
        @Override
        void inject(SpanContext context, Map<String, String> headers) {
            headers.put("X-B3-TraceId", context.traceId());
            headers.put("X-B3-SpanId", context.spanId());
            headers.put("X-B3-Sampled", bit(context));
        }
    },
    JAEGER("jaeger") {
        @Override
        void inject(SpanContext context, Map<String, String> headers) {
            headers.put("uber-trace-id", context.traceId() + ":" + context.spanId() + ":0:" + bit(context));
        }
    },
    NONE("none") {
        @Override
        void inject(SpanContext context, Map<String, String> headers) {
            // Asked for.
        }
    };

    private final String text;

    Propagator(String text) {
        this.text = text;
    }

    static Optional<Propagator> named(String text) {
        return Arrays.stream(values())
                .filter(propagator -> propagator.text.equals(text))
                .findFirst();
    }

    abstract void inject(SpanContext context, Map<String, String> headers);

    private static String bit(SpanContext context) {
        return context.sampled() ? "1" : "0";
    }
}
