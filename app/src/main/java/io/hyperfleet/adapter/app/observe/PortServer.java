package io.hyperfleet.adapter.app.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A port that answers to a few exact paths with small documents, whatever the HTTP method; any other path is not found.
 * Listens on all interfaces; a request that does not arrive within {@value #MAX_REQUEST_SECONDS} seconds is cut off.
 */
final class PortServer implements AutoCloseable {

    private static final String MAX_REQUEST_SECONDS = "5";

    static {
        System.setProperty("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What a path answers with. */
    record Page(int status, String contentType, String body) {

        static final Page NOT_FOUND = new Page(404, "text/plain; charset=utf-8", "404 page not found\n");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     * @param pages by path; each is given what the reader accepts, the header {@code Accept}, which may be empty
     * @throws IOException when the port is in use or not allowed
     */
    PortServer(int port, Map<String, Function<String, Page>> pages) throws IOException {
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Function<String, Page> page = pages.get(exchange.getRequestURI().getPath());
            answer(exchange, page == null ? Page.NOT_FOUND : page.apply(accept(exchange)));
        });
        server.start();
    }

    /** Where it listens. */
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static String accept(HttpExchange exchange) {
        return String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
    }

    private static void answer(HttpExchange exchange, Page page) throws IOException {
        try (exchange) {
            byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.contentType());
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
                exchange.sendResponseHeaders(page.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(page.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
