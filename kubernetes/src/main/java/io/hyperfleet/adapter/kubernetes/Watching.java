package io.hyperfleet.adapter.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a watch ended. */
enum Watching {
    /** What was waited for happened. */
    SEEN,
    /** Nothing of the kind within the time, or the server ended the watch. */
    TIMED_OUT,
    /** The server does not let us watch, or could not be reached. */
    REFUSED;

    private static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

    /** Reads changes, one a line, until one is wanted. */
    static Watching until(
            HttpClient http, HttpRequest request, Predicate<Map<String, @Nullable Object>> wanted, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Lines lines = new Lines(wanted);
        CompletableFuture<HttpResponse<AsyncBody>> answer = http.consumeBytes(request, lines);
        HttpResponse<AsyncBody> response;
        try {
            response = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return TIMED_OUT;
        } catch (ExecutionException e) {
            return REFUSED;
        }
        AsyncBody body = response.body();
        if (!response.isSuccessful()) {
            body.cancel();
            return REFUSED;
        }
        var _ = body.done().whenComplete((nothing, failure) -> lines.seen.complete(false));
        body.consume();
        try {
            boolean seen = lines.seen.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return seen ? SEEN : TIMED_OUT;
        } catch (TimeoutException e) {
            return TIMED_OUT;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails this future", e);
        } finally {
            body.cancel();
        }
    }

    private static final class Lines implements AsyncBody.Consumer<List<ByteBuffer>> {

        private final Predicate<Map<String, @Nullable Object>> wanted;
        private final CompletableFuture<Boolean> seen = new CompletableFuture<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        private Lines(Predicate<Map<String, @Nullable Object>> wanted) {
            this.wanted = wanted;
        }

        @Override
        public void consume(List<ByteBuffer> buffers, AsyncBody body) {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    byte next = buffer.get();
                    if (next == '\n') {
                        endLine();
                    } else if (line.size() < MAX_LINE_BYTES) {
                        line.write(next);
                    }
                }
            }
            body.consume();
        }

        private void endLine() {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (JsonDecoder.kubernetesObject().decodeObject(text) instanceof JsonDecoder.Decoded.Value(Object value)
                    && wanted.test(ApiServer.asObject(value))) {
                seen.complete(true);
            }
        }
    }
}
