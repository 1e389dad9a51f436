package io.hyperfleet.adapter.standins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of the loopback interface that leads to another one, while it is open. Shut, it is as if the server behind it
 * had gone: connections are refused and those that were open are cut.
 */
public final class Gate implements AutoCloseable {

    private static final int BACKLOG = 64;

    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private Thread acceptor;

    private Gate(int target, ServerSocket listener) {
        this.target = target;
        this.port = listener.getLocalPort();
        this.listener = listener;
        this.acceptor = accept(listener);
    }

    /** One that is open. */
    public static Gate to(int target) {
        return new Gate(target, listen(0));
    }

    /** Where it is reached, always the same. */
    public int port() {
        return port;
    }

    /** The server goes away; returns when its port is free. */
    public void shut() {
        Pipe.close(listener);
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(Pipe::close);
        open.clear();
    }

    /** The server is back. */
    public void reopen() {
        listener = listen(port);
        acceptor = accept(listener);
    }

    @Override
    public void close() {
        shut();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of the loopback interface is not free", e);
        }
    }

    private Thread accept(ServerSocket at) {
        return Thread.ofVirtual().start(() -> {
            while (!at.isClosed()) {
                try {
                    Socket client = at.accept();
                    open.add(client);
                    Thread.ofVirtual().start(() -> connect(client));
                } catch (IOException e) {
                    // Shut: the loop ends.
                }
            }
        });
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Pipe.join(client, server);
        } catch (IOException e) {
            // The server behind is gone, and so is this connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }
}
