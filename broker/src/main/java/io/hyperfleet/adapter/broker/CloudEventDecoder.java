package io.hyperfleet.adapter.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0 and 0.3. The whole event as one JSON document in the body (structured mode) is what HyperFleet
 * sends; attributes in headers with the data as the body (binary mode) are understood as well.
 *
 * <p>The rules are those of the CloudEvents JSON format, as lenient as the original program: an event needs a version to
 * be read, everything else may be missing.
 */
public final class CloudEventDecoder {

    /** A larger body is refused, so that a few messages cannot use up the memory. */
    public static final int MAX_BODY_BYTES = 16 << 20;

    /** What decoding came to. */
    public sealed interface Decoded {

        record Valid(CloudEvent event) implements Decoded {}

        /** The body can never become an event, however often it is delivered. */
        record Undecodable(String reason) implements Decoded {}
    }

    private static final Pattern EXTENSION_NAME = Pattern.compile("[a-z0-9]+");
    private static final Pattern BINARY_ATTRIBUTE = Pattern.compile("(?:cloudEvents[:_]|ce[-_])([a-z0-9]+)");

    private CloudEventDecoder() {}

    /**
     * @param headers the headers of the message as text, its content type under {@code content-type}
     */
    public static Decoded decode(byte[] body, Map<String, String> headers) {
        if (body.length > MAX_BODY_BYTES) {
            return new Decoded.Undecodable(
                    "the message has " + body.length + " bytes, more than the allowed " + MAX_BODY_BYTES);
        }
        Decoded decoded = structured(body);
        Map<String, String> attributes = binaryAttributes(headers);
        return decoded instanceof Decoded.Undecodable && !attributes.isEmpty()
                ? binary(attributes, headers.getOrDefault("content-type", ""), body)
                : decoded;
    }

    private static Decoded structured(byte[] body) {
        try {
            return new Decoded.Valid(structured(JsonEnvelope.read(body)));
        } catch (JsonProcessingException e) {
            return new Decoded.Undecodable(jsonError(e));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        } catch (UndecodableException e) {
            return new Decoded.Undecodable(e.getMessage());
        }
    }

    private static CloudEvent structured(JsonEnvelope envelope) throws UndecodableException, IOException {
        String version = supportedVersion(envelope.text("specversion"));
        Map<String, String> extensions = new HashMap<>();
        for (String name : envelope.names()) {
            switch (name) {
                case "specversion", "id", "type", "source", "subject", "time", "datacontenttype" -> {}
                case "dataschema", "schemaurl", "data_base64", "datacontentencoding" -> {}
                default -> extensions.put(extensionName(name), envelope.scalar(name));
            }
        }
        uriReference("dataschema", envelope.text("dataschema"));
        String contentType = envelope.text("datacontenttype");
        return new CloudEvent(
                version,
                envelope.text("id"),
                envelope.text("type"),
                uriReference("source", envelope.text("source")),
                envelope.text("subject"),
                time(envelope.text("time")),
                contentType,
                data(envelope, contentType),
                extensions);
    }

    private static String data(JsonEnvelope envelope, String contentType) throws UndecodableException, IOException {
        String encoded = envelope.text("data_base64");
        if (!encoded.isEmpty()) {
            return base64("data_base64", encoded);
        }
        if (!envelope.hasData()) {
            return "";
        }
        if (envelope.text("datacontentencoding").equals("base64")) {
            return base64("data", envelope.dataText());
        }
        return isJson(contentType) ? envelope.data() : envelope.dataText();
    }

    private static String base64(String member, String encoded) throws UndecodableException {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UndecodableException(member + ": is not base64");
        }
    }

    private static String extensionName(String name) throws UndecodableException {
        if (!EXTENSION_NAME.matcher(name).matches()) {
            throw new UndecodableException(
                    "extension \"" + name + "\": names consist of lower-case letters and digits only");
        }
        return name;
    }

    /** The attributes in the headers; empty when the message is not in binary mode. */
    private static Map<String, String> binaryAttributes(Map<String, String> headers) {
        Map<String, String> attributes = new HashMap<>();
        headers.forEach((name, value) -> {
            Matcher matcher = BINARY_ATTRIBUTE.matcher(name);
            if (matcher.matches()) {
                attributes.put(matcher.group(1), value);
            }
        });
        return attributes.containsKey("specversion") ? attributes : Map.of();
    }

    private static Decoded binary(Map<String, String> attributes, String contentType, byte[] body) {
        Map<String, String> extensions = new HashMap<>(attributes);
        try {
            return new Decoded.Valid(new CloudEvent(
                    supportedVersion(take(extensions, "specversion")),
                    take(extensions, "id"),
                    take(extensions, "type"),
                    uriReference("source", take(extensions, "source")),
                    take(extensions, "subject"),
                    time(take(extensions, "time")),
                    contentType,
                    new String(body, StandardCharsets.UTF_8),
                    extensions));
        } catch (UndecodableException e) {
            return new Decoded.Undecodable(e.getMessage());
        }
    }

    private static String take(Map<String, String> attributes, String name) {
        String value = attributes.remove(name);
        return value == null ? "" : value;
    }

    private static String supportedVersion(String version) throws UndecodableException {
        return switch (version) {
            case "1.0", "0.3" -> version;
            case "" -> throw new UndecodableException("specversion: no specversion");
            default -> throw new UndecodableException("specversion: unknown value: " + version);
        };
    }

    private static @Nullable OffsetDateTime time(String text) throws UndecodableException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new UndecodableException("time: \"" + text + "\" is no RFC 3339 time");
        }
    }

    private static String uriReference(String attribute, String text) throws UndecodableException {
        try {
            return new URI(text).toString();
        } catch (URISyntaxException e) {
            throw new UndecodableException(attribute + ": \"" + text + "\" is no URI reference: " + e.getReason());
        }
    }

    private static boolean isJson(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
    }

    /** Where and why, without an excerpt of the body. */
    private static String jsonError(JsonProcessingException e) {
        String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        return e.getLocation() == null
                ? "not JSON: " + reason
                : "not JSON at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": " + reason;
    }
}
