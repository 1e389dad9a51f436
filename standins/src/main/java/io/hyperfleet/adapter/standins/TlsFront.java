package io.hyperfleet.adapter.standins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Encryption in front of a stand-in, with TLS 1.3 only: takes connections on a port of its own and passes them on. */
public final class TlsFront implements AutoCloseable {

    private static final int BACKLOG = 64;

    private final int target;
    private final SSLServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private TlsFront(int target, SSLServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /**
     * Starts one.
     *
     * @param target the loopback port that connections are passed on to
     * @param protocol what is spoken inside, {@code h2} or {@code http/1.1}
     * @param requireClientCertificate whether a client must present one that the context trusts
     */
    public static TlsFront start(int target, SSLContext context, String protocol, boolean requireClientCertificate) {
        try {
            SSLServerSocket listener = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            SSLParameters parameters = listener.getSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3"});
            parameters.setApplicationProtocols(new String[] {protocol});
            parameters.setNeedClientAuth(requireClientCertificate);
            listener.setSSLParameters(parameters);
            TlsFront front = new TlsFront(target, listener);
            Thread.ofVirtual().start(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /** Where it is reached. */
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        Pipe.close(listener);
        open.forEach(Pipe::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed: the loop ends. Else the next client may fare better.
            }
        }
    }

    private void connect(SSLSocket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.startHandshake();
            open.add(server);
            Pipe.join(client, server);
        } catch (IOException e) {
            // The handshake failed; the client has been told by an alert.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }
}
