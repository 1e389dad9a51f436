package io.hyperfleet.adapter.standins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a stand-in: a server on a free loopback port that remembers every request in the order of arrival and
 * lets requests go wrong on demand.
 *
 * <p>A request is in {@link #requests()} before it is answered, so whoever has an answer finds its request there. Faults
 * are tried in the order in which they were injected; the first one that matches and is not used up takes effect.
 */
public final class HttpStandIn implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

    static {
        // Without it every answer waits for the client's delayed acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ActiveFault> faults = new CopyOnWriteArrayList<>();

    private HttpStandIn(HttpServer server) {
        this.server = server;
    }

    /** Answers requests; called on a thread of the request's own. */
    interface Routes {
        Answer answer(ReceivedRequest request) throws IOException;
    }

    /** A fault and the number of requests that it has met. */
    private record ActiveFault(Fault fault, AtomicInteger met) {

        boolean takes(ReceivedRequest request) {
            return fault.matches(request) && met.getAndIncrement() < fault.limit();
        }
    }

    static HttpStandIn start(Routes routes) {
        try {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpStandIn standIn = new HttpStandIn(HttpServer.create(anyPort, BACKLOG));
            standIn.server.setExecutor(standIn.threads);
            standIn.server.createContext("/", exchange -> standIn.handle(exchange, routes));
            standIn.server.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where it is reached, without a slash at the end. */
    public String uri() {
        return "http://127.0.0.1:" + port();
    }

    /** Every request so far. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests of one method whose path contains a match of the expression. */
    public List<ReceivedRequest> requests(String method, String pathRegex) {
        Fault pattern = Fault.on(method, pathRegex);
        return requests.stream().filter(pattern::matches).toList();
    }

    /** Forgets the requests so far. */
    public void clearRequests() {
        requests.clear();
    }

    /** From now on requests that match go wrong. */
    public void inject(Fault fault) {
        faults.add(new ActiveFault(fault, new AtomicInteger()));
    }

    /** From now on nothing goes wrong any more. */
    public void clearFaults() {
        faults.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange, Routes routes) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            ReceivedRequest request = ReceivedRequest.of(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
            requests.add(request);
            if (body.length > MAX_BODY_BYTES) {
                send(exchange, Answer.text(413, "the body is larger than " + MAX_BODY_BYTES + " bytes\n"), false);
                return;
            }
            Fault fault = faultFor(request);
            if (fault == null) {
                send(exchange, answer(routes, request), false);
                return;
            }
            Thread.sleep(fault.delay());
            switch (fault.effect()) {
                case Fault.Effect.Proceed() -> send(exchange, answer(routes, request), false);
                case Fault.Effect.AnswerWith answer -> send(exchange, Fault.answerOf(answer), false);
                case Fault.Effect.CutConnection() -> {}
                case Fault.Effect.CutAnswer() -> send(exchange, answer(routes, request), true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Fault faultFor(ReceivedRequest request) {
        for (ActiveFault active : new ArrayList<>(faults)) {
            if (active.takes(request)) {
                return active.fault();
            }
        }
        return null;
    }

    private static Answer answer(Routes routes, ReceivedRequest request) throws IOException {
        try {
            return routes.answer(request);
        } catch (RuntimeException e) {
            return Answer.text(500, "the stand-in failed at " + request + ": " + e + "\n");
        }
    }

    private static void send(HttpExchange exchange, Answer answer, boolean cut)
            throws IOException, InterruptedException {
        switch (answer) {
            case Answer.Complete complete -> send(exchange, complete, cut);
            case Answer.Streamed(String contentType, Answer.Writer writer) -> {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream body = exchange.getResponseBody()) {
                    writer.writeTo(body);
                }
            }
        }
    }

    /** Sends an answer; one that is to be cut promises a byte more than it has. */
    private static void send(HttpExchange exchange, Answer.Complete answer, boolean cut) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (body.length == 0 && !cut) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), cut ? body.length + 1L : body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, cut ? body.length / 2 : body.length);
        out.flush();
    }
}
