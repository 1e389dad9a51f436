package io.hyperfleet.adapter.standins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Two connections that are passed on to each other. */
final class Pipe {

    private static final int BUFFER_BYTES = 16 * 1024;

    private Pipe() {}

    /** Passes on until either side hangs up; both are closed then. */
    static void join(Socket one, Socket other) throws InterruptedException {
        Thread back = Thread.ofVirtual().start(() -> copy(other, one));
        copy(one, other);
        back.join();
    }

    static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }

    private static void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // Either side hung up; both ends are closed below.
        }
        close(from);
        close(to);
    }
}
