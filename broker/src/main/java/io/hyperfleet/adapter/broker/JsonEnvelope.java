package io.hyperfleet.adapter.broker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The top-level members of a CloudEvent in JSON; the data stays the text that was sent. */
final class JsonEnvelope {

    private static final int MAX_NESTING = 500;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .build();

    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private @Nullable String data;

    private JsonEnvelope() {}

    private enum Form {
        TEXT,
        OTHER_SCALAR,
        CONTAINER
    }

    private record Attribute(Form form, String text) {}

    /** A member that occurs twice counts as its last occurrence; one that is null counts as absent, but for the data. */
    static JsonEnvelope read(byte[] body) throws IOException, UndecodableException {
        JsonEnvelope envelope = new JsonEnvelope();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UndecodableException("the message is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                envelope.readMember(parser, body);
            }
            if (parser.nextToken() != null) {
                throw new UndecodableException("something follows the JSON object");
            }
        }
        return envelope;
    }

    Set<String> names() {
        return attributes.keySet();
    }

    /** The text of an attribute that has to be a string; empty when it is absent. */
    String text(String name) throws UndecodableException {
        Attribute attribute = attributes.get(name);
        if (attribute == null) {
            return "";
        }
        if (attribute.form() != Form.TEXT) {
            throw new UndecodableException(name + ": must be a string");
        }
        return attribute.text();
    }

    /** The text of an extension. */
    String scalar(String name) throws UndecodableException {
        Attribute attribute = attributes.get(name);
        if (attribute == null || attribute.form() == Form.CONTAINER) {
            throw new UndecodableException("extension " + name + ": must be a string, a number or a boolean");
        }
        return attribute.text();
    }

    boolean hasData() {
        return data != null;
    }

    /** The data as JSON text. */
    String data() {
        return data == null ? "" : data;
    }

    /** The content of data that has to be a JSON string. */
    String dataText() throws IOException, UndecodableException {
        try (JsonParser parser = JSON.createParser(data())) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new UndecodableException("data: must be a string, because datacontenttype is not JSON");
            }
            return parser.getText();
        }
    }

    private void readMember(JsonParser parser, byte[] body) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (name.equals("data")) {
            data = verbatim(parser, body);
            return;
        }
        if (token.isStructStart()) {
            parser.skipChildren();
            attributes.put(name, new Attribute(Form.CONTAINER, ""));
        } else if (token == JsonToken.VALUE_NULL) {
            attributes.remove(name);
        } else {
            Form form = token == JsonToken.VALUE_STRING ? Form.TEXT : Form.OTHER_SCALAR;
            attributes.put(name, new Attribute(form, parser.getText()));
        }
    }

    private static String verbatim(JsonParser parser, byte[] body) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        int end = (int) parser.currentLocation().getByteOffset();
        return new String(body, (int) start, end - (int) start, StandardCharsets.UTF_8);
    }
}
