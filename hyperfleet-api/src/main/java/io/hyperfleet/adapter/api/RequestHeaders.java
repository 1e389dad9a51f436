package io.hyperfleet.adapter.api;

import io.hyperfleet.adapter.engine.run.ApiRequest.Header;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The header fields of one request; names count once, whatever their case. */
final class RequestHeaders {

    /** Fields that belong to the connection; a task's value for them never counts. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-length", "expect", "host", "keep-alive", "trailer", "transfer-encoding", "upgrade");

    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "cookie2", "www-authenticate");

    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

    private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** A field that cannot be sent; the message is Go's. */
    static final class InvalidException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidException(String message) {
            super(message);
        }
    }

    RequestHeaders add(Map<String, String> headers) throws InvalidException {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            put(header.getKey(), header.getValue());
        }
        return this;
    }

    RequestHeaders add(List<Header> headers) throws InvalidException {
        for (Header header : headers) {
            put(header.name(), header.value());
        }
        return this;
    }

    RequestHeaders bearer(@Nullable String token) throws InvalidException {
        if (token != null) {
            put("Authorization", "Bearer " + token);
        }
        return this;
    }

    RequestHeaders unlessSet(String name, String value) throws InvalidException {
        if (!fields.containsKey(name)) {
            put(name, value);
        }
        return this;
    }

    Map<String, String> fields() {
        return fields;
    }

    /** What of a request's own headers may follow a redirect to another origin. */
    static List<Header> withoutCredentials(List<Header> headers) {
        return headers.stream()
                .filter(header -> !CREDENTIALS.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private void put(String name, String value) throws InvalidException {
        if (!isName(name)) {
            throw new InvalidException("net/http: invalid header field name \"" + name + "\"");
        }
        String trimmed = value.strip();
        if (!trimmed.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t')) {
            throw new InvalidException("net/http: invalid header field value for \"" + name + "\"");
        }
        if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            fields.put(name, trimmed);
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || NAME_MARKS.indexOf(c) >= 0);
    }
}
