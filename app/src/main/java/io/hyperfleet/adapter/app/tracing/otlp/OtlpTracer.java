package io.hyperfleet.adapter.app.tracing.otlp;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.hyperfleet.adapter.app.observe.SpanTally;
import io.hyperfleet.adapter.app.tracing.Sampling;
import io.hyperfleet.adapter.app.tracing.Span;
import io.hyperfleet.adapter.app.tracing.SpanContext;
import io.hyperfleet.adapter.app.tracing.Tracer;
import io.hyperfleet.adapter.app.tracing.TracingSettings;
import io.hyperfleet.adapter.tls.OrdinaryFile;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector, from a thread and a bounded queue of its own: an event never waits for the collector, and
 * when the collector does not keep up, spans are lost and counted.
 */
public final class OtlpTracer implements Tracer {

    private static final int GRPC_PORT = 4317;
    private static final int MAX_PEM_BYTES = 1024 * 1024;

    /** A collector that restarts loses nothing; one that is gone keeps no thread busy. */
    private static final RetryPolicy RETRIES = RetryPolicy.builder()
            .setMaxAttempts(3)
            .setInitialBackoff(Duration.ofMillis(500))
            .setMaxBackoff(Duration.ofSeconds(1))
            .build();

    private final SdkTracerProvider provider;
    private final Runnable closeConnection;
    private final String adapter;

    private OtlpTracer(SdkTracerProvider provider, Runnable closeConnection, String adapter) {
        this.provider = provider;
        this.closeConnection = closeConnection;
        this.adapter = adapter;
    }

    /** Nothing is sent yet. */
    public static OtlpTracer open(
            TracingSettings settings, TracingSettings.Exporter target, String adapter, SpanTally tally) {
        return switch (target.protocol()) {
            case HTTP -> open(settings, overHttp(target), () -> {}, adapter, tally);
            case GRPC -> {
                ManagedChannel channel = channel(target);
                yield open(settings, overGrpc(target, channel), channel::shutdownNow, adapter, tally);
            }
        };
    }

    private static OtlpTracer open(
            TracingSettings settings,
            SpanExporter exporter,
            Runnable closeConnection,
            String adapter,
            SpanTally tally) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(resource(settings.resource()))
                .setSampler(new DecidedSampler(settings.sampling()))
                .addSpanProcessor(BatchSpanProcessor.builder(new TalliedExporter(exporter, tally))
                        .build())
                .addSpanProcessor(new TallyProcessor(tally))
                .build();
        return new OtlpTracer(provider, closeConnection, adapter);
    }

    @Override
    public Span begin(String name, Optional<SpanContext> parent) {
        Context context = parent.map(OtlpTracer::remote).orElse(Context.root());
        return OtlpSpan.begin(provider, adapter, name, SpanKind.INTERNAL, context);
    }

    @Override
    public Optional<String> close(Duration limit) {
        CompletableResultCode closed = provider.shutdown().join(limit.toMillis(), TimeUnit.MILLISECONDS);
        closeConnection.run();
        if (closed.isSuccess()) {
            return Optional.empty();
        }
        return Optional.of(
                closed.isDone()
                        ? "the collector did not take the last spans"
                        : "the last spans were not sent within " + limit.toSeconds() + " s");
    }

    private static Context remote(SpanContext parent) {
        TraceFlags flags = parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
        return Context.root()
                .with(io.opentelemetry.api.trace.Span.wrap(
                        io.opentelemetry.api.trace.SpanContext.createFromRemoteParent(
                                parent.traceId(), parent.spanId(), flags, state(parent.state()))));
    }

    private static TraceState state(String text) {
        TraceStateBuilder state = TraceState.builder();
        String[] members = text.split(",", -1);
        // The first member is to come first again, and the builder puts the last one there.
        for (int i = members.length - 1; i >= 0; i--) {
            String[] member = members[i].strip().split("=", 2);
            if (member.length == 2) {
                state.put(member[0], member[1]);
            }
        }
        return state.build();
    }

    private static Resource resource(Map<String, String> attributes) {
        AttributesBuilder builder = Attributes.builder()
                .put("host.name", hostName())
                .put("process.runtime.name", System.getProperty("java.runtime.name"))
                .put("process.runtime.version", System.getProperty("java.runtime.version"))
                .put(
                        "process.runtime.description",
                        System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.name") + " "
                                + System.getProperty("java.vm.version"));
        attributes.forEach(builder::put);
        return Resource.getDefault().merge(Resource.create(builder.build()));
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static SpanExporter overHttp(TracingSettings.Exporter target) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(target.endpoint())
                .setTimeout(target.timeout())
                .setRetryPolicy(RETRIES);
        target.headers().forEach(builder::addHeader);
        if (target.gzip()) {
            builder.setCompression("gzip");
        }
        target.certificate().ifPresent(path -> builder.setTrustedCertificates(content(path)));
        target.client().ifPresent(client -> builder.setClientTls(content(client.key()), content(client.certificate())));
        return builder.build();
    }

    @SuppressWarnings("deprecation") // the way to gRPC with certificates of one's own
    private static SpanExporter overGrpc(TracingSettings.Exporter target, ManagedChannel channel) {
        OtlpGrpcSpanExporterBuilder builder = OtlpGrpcSpanExporter.builder()
                .setChannel(channel)
                .setTimeout(target.timeout())
                .setRetryPolicy(RETRIES);
        target.headers().forEach(builder::addHeader);
        if (target.gzip()) {
            builder.setCompression("gzip");
        }
        return builder.build();
    }

    private static ManagedChannel channel(TracingSettings.Exporter target) {
        URI endpoint = URI.create(target.endpoint());
        if (endpoint.getHost() == null) {
            throw new IllegalArgumentException("\"" + target.endpoint() + "\" names no host");
        }
        String authority = endpoint.getHost() + ":" + (endpoint.getPort() < 0 ? GRPC_PORT : endpoint.getPort());
        return Grpc.newChannelBuilder(authority, credentials(endpoint, target)).build();
    }

    private static ChannelCredentials credentials(URI endpoint, TracingSettings.Exporter target) {
        if ("http".equals(endpoint.getScheme())) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
        try {
            if (target.certificate().isPresent()) {
                tls.trustManager(stream(target.certificate().get()));
            }
            if (target.client().isPresent()) {
                TracingSettings.ClientCertificate client = target.client().get();
                tls.keyManager(stream(client.certificate()), stream(client.key()));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("a certificate cannot be read: " + e.getMessage(), e);
        }
        return tls.build();
    }

    private static InputStream stream(Path file) {
        return new ByteArrayInputStream(content(file));
    }

    private static byte[] content(Path file) {
        try {
            return OrdinaryFile.read(file, MAX_PEM_BYTES);
        } catch (IOException e) {
            throw new IllegalArgumentException("a certificate cannot be read: " + e.getMessage(), e);
        }
    }

    /** Decides as the rest of the program does, also when nothing is exported. */
    private record DecidedSampler(Sampling sampling) implements Sampler {

        @Override
        public SamplingResult shouldSample(
                Context parentContext,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> parentLinks) {
            var parent =
                    io.opentelemetry.api.trace.Span.fromContext(parentContext).getSpanContext();
            Optional<Boolean> decided = parent.isValid() ? Optional.of(parent.isSampled()) : Optional.empty();
            // Within this process a trace is recorded as a whole or not at all.
            boolean samples =
                    (parent.isValid() && !parent.isRemote()) ? parent.isSampled() : sampling.samples(traceId, decided);
            return samples ? SamplingResult.recordAndSample() : SamplingResult.drop();
        }

        @Override
        public String getDescription() {
            return sampling.toString();
        }
    }
}
