package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.value.JsonDecoder;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
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

    private static final int OK = 200;
    private static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

    /** Reads changes, one a line, until one is wanted. */
    static Watching until(
            HttpClient http, HttpRequest request, Predicate<Map<String, @Nullable Object>> wanted, Duration limit)
            throws InterruptedException {
        Lines lines = new Lines(wanted);
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(
                request,
                response -> response.statusCode() == OK
                        ? BodySubscribers.fromSubscriber(lines)
                        : BodySubscribers.replacing(null));
        var _ = answer.whenComplete((response, failure) ->
                lines.end.complete(response == null || response.statusCode() != OK ? REFUSED : TIMED_OUT));
        try {
            return lines.end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return TIMED_OUT;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails this future", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static final class Lines implements Flow.Subscriber<List<ByteBuffer>> {

        private final Predicate<Map<String, @Nullable Object>> wanted;
        private final CompletableFuture<Watching> end = new CompletableFuture<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        private Lines(Predicate<Map<String, @Nullable Object>> wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
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
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(TIMED_OUT);
        }

        @Override
        public void onComplete() {
            end.complete(TIMED_OUT);
        }

        private void endLine() {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (JsonDecoder.kubernetesObject().decodeObject(text) instanceof JsonDecoder.Decoded.Value(Object value)
                    && wanted.test(ApiServer.asObject(value))) {
                end.complete(SEEN);
            }
        }
    }
}
