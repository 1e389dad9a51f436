package io.hyperfleet.adapter.app.tracing.otlp;

import io.hyperfleet.adapter.app.observe.SecretMask;
import io.hyperfleet.adapter.app.tracing.Span;
import io.hyperfleet.adapter.app.tracing.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.util.stream.Collectors;

/** A span of the OpenTelemetry SDK. */
final class OtlpSpan implements Span {

    /** The name under which the original program makes the spans of its requests. */
    private static final String CLIENT_SCOPE = "http-client";

    private static final int MAX_DESCRIPTION_CHARACTERS = 1024;

    private final TracerProvider provider;
    private final String adapter;
    private final io.opentelemetry.api.trace.Span span;
    private final SpanContext context;

    private OtlpSpan(TracerProvider provider, String adapter, io.opentelemetry.api.trace.Span span) {
        this.provider = provider;
        this.adapter = adapter;
        this.span = span;
        var own = span.getSpanContext();
        this.context = new SpanContext(own.getTraceId(), own.getSpanId(), own.isSampled(), text(own.getTraceState()));
    }

    static OtlpSpan begin(TracerProvider provider, String adapter, String name, SpanKind kind, Context parent) {
        String scope = kind == SpanKind.CLIENT ? CLIENT_SCOPE : adapter;
        return new OtlpSpan(
                provider,
                adapter,
                provider.get(scope)
                        .spanBuilder(name)
                        .setSpanKind(kind)
                        .setParent(parent)
                        .startSpan());
    }

    @Override
    public SpanContext context() {
        return context;
    }

    @Override
    public Span child(String name, Kind kind) {
        SpanKind spanKind = switch (kind) {
            case INTERNAL -> SpanKind.INTERNAL;
            case CLIENT -> SpanKind.CLIENT;
        };
        return begin(provider, adapter, name, spanKind, Context.root().with(span));
    }

    @Override
    public void attribute(String key, String value) {
        span.setAttribute(key, value);
    }

    @Override
    public void attribute(String key, long value) {
        span.setAttribute(key, value);
    }

    @Override
    public void failed(String errorType, String description) {
        span.setAttribute("error.type", errorType);
        String shortened = description.substring(0, Math.min(description.length(), MAX_DESCRIPTION_CHARACTERS));
        span.setStatus(StatusCode.ERROR, SecretMask.mask(shortened));
    }

    @Override
    public void end() {
        span.end();
    }

    private static String text(TraceState state) {
        return state.asMap().entrySet().stream()
                .map(member -> member.getKey() + "=" + member.getValue())
                .collect(Collectors.joining(","));
    }
}
