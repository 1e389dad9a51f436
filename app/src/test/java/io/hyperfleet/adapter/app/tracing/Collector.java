package io.hyperfleet.adapter.app.tracing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpServer;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes spans as a trace collector does, and reads them by the numbers of their fields: a request holds the spans of
 * resources (1), each with its resource (1) and scopes (2), each with its scope (1) and spans (2).
 */
final class Collector implements AutoCloseable {

    private static final String SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";

    /**
     * @param attributes texts and whole numbers as text
     */
    record Received(
            String traceId,
            String spanId,
            String parentId,
            String name,
            String scope,
            boolean error,
            Map<String, String> attributes,
            Map<String, String> resource) {}

    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final String url;
    private final Runnable stop;

    private Collector(Starter starter) throws IOException {
        Started started = starter.start(this);
        this.url = "http://127.0.0.1:" + started.port();
        this.stop = started.stop();
    }

    private record Started(int port, Runnable stop) {}

    private interface Starter {
        Started start(Collector collector) throws IOException;
    }

    static Collector overHttp() throws IOException {
        return new Collector(collector -> {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                try (exchange) {
                    collector.headers.add(
                            String.valueOf(exchange.getRequestHeaders().getFirst("X-Tenant")));
                    collector.read(exchange.getRequestBody().readAllBytes());
                    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            return new Started(server.getAddress().getPort(), () -> server.stop(0));
        });
    }

    static Collector overGrpc() throws IOException {
        return new Collector(collector -> {
            MethodDescriptor<byte[], byte[]> export = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(SERVICE + "/Export")
                    .setRequestMarshaller(new Bytes())
                    .setResponseMarshaller(new Bytes())
                    .build();
            Server server = OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
                    .addService(ServerServiceDefinition.builder(SERVICE)
                            .addMethod(export, collector::answer)
                            .build())
                    .build()
                    .start();
            return new Started(server.getPort(), server::shutdownNow);
        });
    }

    String url() {
        return url;
    }

    List<Received> spans() {
        return spans;
    }

    /** The values of the header {@code X-Tenant}. */
    List<String> tenants() {
        return headers;
    }

    @Override
    public void close() {
        stop.run();
    }

    private ServerCall.Listener<byte[]> answer(ServerCall<byte[], byte[]> call, Metadata metadata) {
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                read(message);
                call.sendHeaders(new Metadata());
                call.sendMessage(new byte[0]);
                call.close(io.grpc.Status.OK, new Metadata());
            }
        };
    }

    private void read(byte[] request) {
        for (UnknownFieldSet ofResource : messages(parsed(request), 1)) {
            Map<String, String> resource = attributes(messages(ofResource, 1).getFirst(), 1);
            for (UnknownFieldSet ofScope : messages(ofResource, 2)) {
                String scope = text(messages(ofScope, 1).getFirst(), 1);
                for (UnknownFieldSet span : messages(ofScope, 2)) {
                    spans.add(span(span, scope, resource));
                }
            }
        }
    }

    private static Received span(UnknownFieldSet span, String scope, Map<String, String> resource) {
        boolean error = messages(span, 15).stream()
                .anyMatch(status -> status.getField(3).getVarintList().contains(2L));
        return new Received(
                hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5), scope, error, attributes(span, 9), resource);
    }

    private static Map<String, String> attributes(UnknownFieldSet owner, int field) {
        Map<String, String> attributes = new TreeMap<>();
        for (UnknownFieldSet pair : messages(owner, field)) {
            UnknownFieldSet value = messages(pair, 2).getFirst();
            List<Long> number = value.getField(3).getVarintList();
            attributes.put(text(pair, 1), number.isEmpty() ? text(value, 1) : String.valueOf(number.getFirst()));
        }
        return attributes;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet owner, int field) {
        List<UnknownFieldSet> messages = new ArrayList<>();
        owner.getField(field).getLengthDelimitedList().forEach(bytes -> messages.add(parsed(bytes.toByteArray())));
        return messages;
    }

    private static UnknownFieldSet parsed(byte[] bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(UnknownFieldSet owner, int field) {
        return owner.getField(field).getLengthDelimitedList().stream()
                .map(bytes -> bytes.toString(StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    private static String hex(UnknownFieldSet owner, int field) {
        return owner.getField(field).getLengthDelimitedList().stream()
                .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
                .findFirst()
                .orElse("");
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
