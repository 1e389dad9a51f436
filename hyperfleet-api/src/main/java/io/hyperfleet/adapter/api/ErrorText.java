package io.hyperfleet.adapter.api;

import org.jspecify.annotations.Nullable;

/** The one sentence that tells of a failed call, in the words operators search for. */
final class ErrorText {

    private ErrorText() {}

    /**
     * @param status the last answer's, for example {@code 503 Service Unavailable}; null when there was none
     */
    static String of(String method, String url, @Nullable String status, int attempts, String cause) {
        String returned = status == null ? "" : " returned " + status;
        return "API request failed: " + method + " " + UrlRules.printable(url) + returned + " after " + attempts
                + " attempt(s): " + cause;
    }
}
