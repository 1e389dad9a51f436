package io.hyperfleet.adapter.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer with its whole body, got within a time and up to a size. */
record BoundedAnswer(HttpResponse<AsyncBody> response, String body) {

    /** Room for a list of some ten thousand objects. */
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    /**
     * @throws IOException when the body is too large
     * @throws TimeoutException when the last byte has not come in time
     */
    static BoundedAnswer of(HttpClient http, HttpRequest request, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException, IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Collector collector = new Collector();
        CompletableFuture<HttpResponse<AsyncBody>> answer = http.consumeBytes(request, collector);
        HttpResponse<AsyncBody> response;
        try {
            response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
        AsyncBody body = response.body();
        body.consume();
        try {
            body.done().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            body.cancel();
            throw e;
        } catch (ExecutionException e) {
            if (collector.tooLarge) {
                throw new IOException("the answer is longer than " + MAX_BODY_BYTES + " bytes");
            }
            throw e;
        }
        return new BoundedAnswer(response, collector.bytes.toString(StandardCharsets.UTF_8));
    }

    private static final class Collector implements AsyncBody.Consumer<List<ByteBuffer>> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile boolean tooLarge;

        @Override
        public void consume(List<ByteBuffer> buffers, AsyncBody body) {
            for (ByteBuffer buffer : buffers) {
                if (buffer.remaining() > MAX_BODY_BYTES - bytes.size()) {
                    tooLarge = true;
                    body.cancel();
                    return;
                }
                byte[] chunk = new byte[buffer.remaining()];
                buffer.get(chunk);
                bytes.writeBytes(chunk);
            }
            body.consume();
        }
    }
}
