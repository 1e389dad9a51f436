package io.hyperfleet.adapter.standins;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a stand-in answers. */
sealed interface Answer {

    /** An answer whose whole body is known; it is sent as UTF-8. */
    record Complete(int status, Map<String, String> headers, String body) implements Answer {}

    /** A successful answer that is written while things happen, such as a watch. */
    record Streamed(String contentType, Writer writer) implements Answer {}

    /** Writes a body until it ends; throws when the client has gone. */
    interface Writer {
        void writeTo(OutputStream body) throws IOException, InterruptedException;
    }

    static Answer json(int status, Object body) {
        return json(status, "application/json", body);
    }

    static Answer json(int status, String contentType, Object body) {
        return new Complete(
                status, Map.of("Content-Type", contentType), new String(Json.bytes(body), StandardCharsets.UTF_8));
    }

    static Answer text(int status, String body) {
        return new Complete(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    static Answer empty(int status) {
        return new Complete(status, Map.of(), "");
    }
}
