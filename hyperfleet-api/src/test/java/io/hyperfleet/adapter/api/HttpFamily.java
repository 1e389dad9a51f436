package io.hyperfleet.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.run.StatusPhrase;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily;
import io.hyperfleet.adapter.engine.vectors.VectorValues;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Recorded URL rules, requests with their retries, and error texts. */
public final class HttpFamily implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of("rewriteUrl", "resolveUrl", "request", "apiError");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        return switch (vector.kind()) {
            case "rewriteUrl" -> rewriteUrl(vector);
            case "resolveUrl" -> {
                String got = UrlRules.resolve(text(vector, "base"), text(vector, "url"));
                yield VectorFamily.compare(vector.want().path("resolved").asText(), got);
            }
            case "request" -> RecordedRequest.replay(vector, values);
            default -> apiError(vector);
        };
    }

    private static Optional<Mismatch> rewriteUrl(VectorCase vector) {
        String base = text(vector, "base");
        String rewritten = new UrlRules(base, text(vector, "version")).address(text(vector, "url"));
        if (vector.unspecified()) {
            // The original loses the query; what is left of the address must still be the same.
            int question = rewritten.indexOf('?');
            rewritten = question < 0 ? rewritten : rewritten.substring(0, question);
        }
        String got = rewritten + " -> " + UrlRules.resolve(base, rewritten);
        String wanted = vector.want().path("rewritten").asText() + " -> "
                + vector.want().path("resolved").asText();
        boolean keepsEscapes = text(vector, "url").matches("([^%]|%[0-9A-Fa-f]{2})*");
        return VectorFamily.compare(wanted, keepsEscapes ? decoded(got) : got);
    }

    /** What the original makes of percent escapes, which are kept here. */
    private static String decoded(String url) {
        return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The text without the repeated status of the original. */
    private static Optional<Mismatch> apiError(VectorCase vector) {
        JsonNode in = vector.in();
        int code = in.path("statusCode").asInt();
        String got = ErrorText.of(
                text(vector, "method"),
                text(vector, "url"),
                code == 0 ? null : code + " " + StatusPhrase.of(code),
                in.path("attempts").asInt(),
                text(vector, "cause"));
        String wanted = vector.want().path("text").asText().replace(code + " " + code + " ", code + " ");
        return VectorFamily.compare(wanted, got);
    }

    private static String text(VectorCase vector, String field) {
        return vector.in().path(field).asText();
    }
}
