package io.hyperfleet.adapter.kubernetes;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets an answer with its whole body within a time and up to a size. */
final class BoundedAnswer {

    /** Room for a list of some ten thousand objects. */
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    /** How the JDK begins the message that a body did not fit. */
    private static final String TOO_LARGE = "body exceeds capacity";

    private BoundedAnswer() {}

    /**
     * @throws IOException when the body is too large
     * @throws TimeoutException when the last byte has not come in time
     */
    static HttpResponse<String> of(HttpClient http, HttpRequest request, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException, IOException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BODY_BYTES));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (String.valueOf(e.getMessage()).contains(TOO_LARGE)) {
                throw new IOException("the answer is longer than " + MAX_BODY_BYTES + " bytes");
            }
            throw e;
        }
    }
}
