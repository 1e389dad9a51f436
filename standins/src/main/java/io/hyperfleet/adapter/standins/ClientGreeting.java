package io.hyperfleet.adapter.standins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A port that keeps the first thing a client says and hangs up. What a client that wants encryption says first tells which
 * protocols it would speak (RFC 7301).
 */
public final class ClientGreeting implements AutoCloseable {

    private static final int MAX_BYTES = 16 * 1024;

    /** How a client offers HTTP/2 beside HTTP/1.1: each name with its length before it. */
    private static final String BOTH_VERSIONS = "\u0002h2\u0008http/1.1";

    private final ServerSocket listener;
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    private ClientGreeting(ServerSocket listener) {
        this.listener = listener;
    }

    /** Starts to listen. */
    public static ClientGreeting listen() {
        try {
            ClientGreeting greeting = new ClientGreeting(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(greeting::hear);
            return greeting;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Whether the client that came would have spoken HTTP/2; waits for one. */
    public boolean offersHttp2() {
        return heard.join().contains(BOTH_VERSIONS);
    }

    /** Whether the client that came asked for a server of this name; waits for one. */
    public boolean asksFor(String serverName) {
        return heard.join().contains(serverName);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients that give up before they have said anything do not count. */
    private void hear() {
        byte[] bytes = new byte[MAX_BYTES];
        while (!heard.isDone()) {
            try (Socket client = listener.accept()) {
                int count = client.getInputStream().read(bytes);
                if (count > 0) {
                    heard.complete(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                heard.completeExceptionally(e);
            }
        }
    }
}
