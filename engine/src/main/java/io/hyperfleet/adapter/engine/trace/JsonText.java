package io.hyperfleet.adapter.engine.trace;

import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as text: written from values and laid out for reading, keys and escapes untouched. */
final class JsonText {

    private static final String STEP = "  ";
    private static final String BLANKS = " \t\r\n";

    private JsonText() {}

    /** Compact JSON; empty when the value holds something JSON cannot say. */
    static Optional<String> of(@Nullable Object value) {
        return JsonEncoder.encode(value) instanceof JsonEncoder.Encoded.Text(String json)
                ? Optional.of(json)
                : Optional.empty();
    }

    /**
     * Lays JSON out, every line but the first behind the margin. What is no JSON stays as it is, and so do blanks behind the
     * JSON.
     */
    static String laidOut(String json, String margin) {
        if (!(JsonDecoder.eventData().decode(json) instanceof JsonDecoder.Decoded.Value)) {
            return json;
        }
        int end = json.length();
        while (BLANKS.indexOf(json.charAt(end - 1)) >= 0) {
            end--;
        }
        return layOut(json.substring(0, end), "\n" + margin) + json.substring(end);
    }

    /**
     * @param lineStart what begins a line of no depth
     */
    private static String layOut(String json, String lineStart) {
        StringBuilder out = new StringBuilder(json.length() * 2);
        int depth = 0;
        int i = 0;
        while (i < json.length()) {
            char c = json.charAt(i);
            switch (c) {
                case '"' -> {
                    int end = endOfText(json, i);
                    out.append(json, i, end);
                    i = end;
                    continue;
                }
                case '{', '[' -> {
                    int next = skipBlanks(json, i + 1);
                    out.append(c);
                    if (json.charAt(next) == closing(c)) {
                        out.append(closing(c));
                        i = next;
                    } else {
                        newLine(out, lineStart, ++depth);
                    }
                }
                case '}', ']' -> {
                    newLine(out, lineStart, --depth);
                    out.append(c);
                }
                case ',' -> {
                    out.append(c);
                    newLine(out, lineStart, depth);
                }
                case ':' -> out.append(": ");
                case ' ', '\t', '\r', '\n' -> {
                    // laid out anew
                }
                default -> out.append(c);
            }
            i++;
        }
        return out.toString();
    }

    private static void newLine(StringBuilder out, String lineStart, int depth) {
        out.append(lineStart).repeat(STEP, depth);
    }

    private static char closing(char opening) {
        return opening == '{' ? '}' : ']';
    }

    private static int skipBlanks(String json, int from) {
        int i = from;
        while (i < json.length() && BLANKS.indexOf(json.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    /** The index behind the closing quote. */
    private static int endOfText(String json, int quote) {
        int i = quote + 1;
        while (json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }
}
