package io.hyperfleet.adapter.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers requests from a script, the last answer again and again, and remembers what it was asked. */
final class RecordingServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private volatile Answer last = Answer.of(200, "{}");

    /** A request as it came: the address with its escapes, header names in lower case. */
    record Seen(String method, String uri, Map<String, String> headers, String body, long nanoTime) {

        @Nullable
        String header(String name) {
            return headers.get(name);
        }
    }

    /** A status below 100 is a connection that ends without an answer, a negative one an answer that never comes. */
    record Answer(int status, String body, Map<String, String> headers) {

        static final Answer CUT = of(0, "");
        static final Answer SILENCE = of(-1, "");

        static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        Answer with(String name, String value) {
            return new Answer(status, body, Map.of(name, value));
        }
    }

    RecordingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    RecordingServer answers(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Seen> requests() {
        return List.copyOf(requests);
    }

    Seen only() {
        if (requests.size() != 1) {
            throw new AssertionError("not one request: " + requests);
        }
        return requests.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            requests.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    body,
                    System.nanoTime()));
            Answer next = script.poll();
            if (next != null) {
                last = next;
            }
            answer(exchange, last);
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() < 0) {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        if (answer.status() < 100) {
            return;
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean empty = bytes.length == 0 || answer.status() == 204;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : bytes.length);
        if (!empty) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
