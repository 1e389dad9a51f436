package io.hyperfleet.adapter.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * Decodes JSON text into the value model, with the error texts of Go's {@code encoding/json}. Keys keep their order; of
 * repeated keys the last one counts. Text nested deeper than {@value JsonParser#MAX_DEPTH} levels or longer than {@value
 * #MAX_CHARACTERS} characters is refused.
 */
public final class JsonDecoder {

    /** The longest text that is decoded. */
    public static final int MAX_CHARACTERS = 64 * 1024 * 1024;

    private static final JsonDecoder EVENT_DATA = new JsonDecoder(false);
    private static final JsonDecoder KUBERNETES_OBJECT = new JsonDecoder(true);

    private final boolean keepIntegers;

    private JsonDecoder(boolean keepIntegers) {
        this.keepIntegers = keepIntegers;
    }

    /** Decodes as events and API answers are decoded: every number is a Double. */
    public static JsonDecoder eventData() {
        return EVENT_DATA;
    }

    /** Decodes as Kubernetes objects are decoded: integers that fit are Long, all other numbers Double. */
    public static JsonDecoder kubernetesObject() {
        return KUBERNETES_OBJECT;
    }

    /** What decoding came to. */
    public sealed interface Decoded {

        record Value(@Nullable Object value) implements Decoded {}

        /** The reason in Go's words, for example {@code unexpected end of JSON input}. */
        record Malformed(String reason) implements Decoded {}
    }

    /** Decodes any value. */
    public Decoded decode(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return new Decoded.Malformed("JSON text exceeds " + MAX_CHARACTERS + " characters");
        }
        return new JsonParser(text, keepIntegers).parse(false);
    }

    /**
     * Decodes a text that must hold an object; {@code null} is let pass. Anything else is {@code json: cannot unmarshal
     * array into Go value of type map[string]interface {}}.
     */
    public Decoded decodeObject(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return new Decoded.Malformed("JSON text exceeds " + MAX_CHARACTERS + " characters");
        }
        return new JsonParser(text, keepIntegers).parse(true);
    }
}
