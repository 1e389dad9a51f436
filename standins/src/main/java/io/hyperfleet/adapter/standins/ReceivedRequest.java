package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a stand-in received it.
 *
 * @param method HTTP method
 * @param path the path as sent, percent escapes included
 * @param query the query as sent, without the question mark; empty when there was none
 * @param headers first value of each header, names in lower case
 * @param body the body as text
 */
public record ReceivedRequest(String method, String path, String query, Map<String, String> headers, String body) {

    static ReceivedRequest of(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
        Map<String, String> first = new LinkedHashMap<>();
        headers.forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new ReceivedRequest(method, uri.getRawPath(), query, first, new String(body, StandardCharsets.UTF_8));
    }

    /** Method, path and query: the request in one line. */
    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }

    /** The value of a header, whatever the case of its name. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The decoded segments of the path: {@code /a/b%2Fc} has {@code a} and {@code b/c}. */
    public List<String> segments() {
        return Arrays.stream(path.split("/", -1))
                .skip(1)
                .map(ReceivedRequest::decodeSegment)
                .toList();
    }

    /** The decoded value of a query parameter, the first one when there are several. */
    public @Nullable String parameter(String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decode(key).equals(name)) {
                return equals < 0 ? "" : decode(pair.substring(equals + 1));
            }
        }
        return null;
    }

    /**
     * The body as JSON; a missing node when it is empty.
     *
     * @throws JsonProcessingException when it is not one JSON document
     */
    public JsonNode json() throws JsonProcessingException {
        return Json.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String decodeSegment(String segment) {
        return decode(segment.replace("+", "%2B"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
