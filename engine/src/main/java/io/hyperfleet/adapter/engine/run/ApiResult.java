package io.hyperfleet.adapter.engine.run;

import org.jspecify.annotations.Nullable;

/** What became of an API call. */
public sealed interface ApiResult {

    /** The number of attempts that were made; 0 when the request could not even be built. */
    int attempts();

    /**
     * An answer that was not retried (any more): 2xx, 3xx or a refusal.
     *
     * @param reason the standard phrase of the status, for example {@code Not Found}
     */
    record Response(int status, String reason, String body, int attempts) implements ApiResult {

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * No usable answer after all attempts.
     *
     * @param message the whole error in the words operators search for: {@code API request failed: <METHOD> <url> …
     *     after <n> attempt(s): <cause>}
     * @param lastResponse the last answer with a status that was retried; null when there was none
     */
    record Failure(String message, @Nullable Response lastResponse, int attempts, FailureClass classification)
            implements ApiResult {}
}
