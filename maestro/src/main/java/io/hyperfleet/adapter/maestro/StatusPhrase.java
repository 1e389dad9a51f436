package io.hyperfleet.adapter.maestro;

import java.util.Map;

/** The status line of an HTTP answer as Go prints it: {@code 500 Internal Server Error}. */
final class StatusPhrase {

    private static final Map<Integer, String> PHRASES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            408, "Request Timeout",
            429, "Too Many Requests",
            500, "Internal Server Error",
            502, "Bad Gateway",
            503, "Service Unavailable",
            504, "Gateway Timeout");

    private StatusPhrase() {}

    static String of(int code) {
        String phrase = PHRASES.get(code);
        return phrase == null ? Integer.toString(code) : code + " " + phrase;
    }
}
