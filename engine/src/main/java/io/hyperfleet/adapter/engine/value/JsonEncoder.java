package io.hyperfleet.adapter.engine.value;

import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.Uint64;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values of the model as compact JSON exactly as Go's {@code encoding/json} does: keys sorted by their bytes,
 * {@code < > &} and the two Unicode line ends escaped, bytes as base64, times as RFC 3339, durations as nanoseconds,
 * doubles in plain digits between 1e-6 and 1e21.
 */
public final class JsonEncoder {

    private static final int MAX_DEPTH = 1000;

    private final StringBuilder out = new StringBuilder();
    private int depth;

    private JsonEncoder() {}

    /** What encoding came to. */
    public sealed interface Encoded {

        record Text(String json) implements Encoded {}

        /** The reason in Go's words, for example {@code json: unsupported value: NaN}. */
        record Unsupported(String reason) implements Encoded {}
    }

    public static Encoded encode(@Nullable Object value) {
        JsonEncoder encoder = new JsonEncoder();
        try {
            encoder.write(value);
            return new Encoded.Text(encoder.out.toString());
        } catch (UnsupportedValue e) {
            return new Encoded.Unsupported(String.valueOf(e.getMessage()));
        }
    }

    /** A value JSON cannot hold; never leaves this class. */
    private static final class UnsupportedValue extends Exception {

        private static final long serialVersionUID = 1L;

        UnsupportedValue(String message) {
            super(message, null, false, false);
        }
    }

    private void write(@Nullable Object value) throws UnsupportedValue {
        switch (value) {
            case null -> out.append("null");
            case Boolean bool -> out.append(bool.booleanValue());
            case String text -> quote(text);
            case Double number -> number(number);
            case Number number -> out.append(number);
            case Uint64 number -> out.append(number);
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case byte[] bytes -> quote(Base64.getEncoder().encodeToString(bytes));
            case OffsetDateTime time -> quote(time(time));
            case ZonedDateTime time -> quote(time(time.toOffsetDateTime()));
            case Duration duration -> out.append(duration.toNanos());
            default ->
                throw new UnsupportedValue(
                        "json: unsupported type: " + value.getClass().getSimpleName());
        }
    }

    private void map(Map<?, ?> map) throws UnsupportedValue {
        descend();
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>(JsonEncoder::compareBytes);
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        char separator = '{';
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            out.append(separator);
            quote(entry.getKey());
            out.append(':');
            write(entry.getValue());
            separator = ',';
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
        depth--;
    }

    private static int compareBytes(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private void list(List<?> list) throws UnsupportedValue {
        descend();
        char separator = '[';
        for (Object element : list) {
            out.append(separator);
            write(element);
            separator = ',';
        }
        out.append(list.isEmpty() ? "[]" : "]");
        depth--;
    }

    private void descend() throws UnsupportedValue {
        if (++depth > MAX_DEPTH) {
            throw new UnsupportedValue("json: unsupported value: nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void number(double number) throws UnsupportedValue {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            String shown = Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
            throw new UnsupportedValue("json: unsupported value: " + shown);
        }
        if (number == 0) {
            out.append(1 / number < 0 ? "-0" : "0");
            return;
        }
        double magnitude = Math.abs(number);
        if (magnitude >= 1e-6 && magnitude < 1e21) {
            BigDecimal decimal = new BigDecimal(Double.toString(number));
            out.append(decimal.stripTrailingZeros().toPlainString());
            return;
        }
        String text = GoNumbers.formatFloat(number, 'e', -1, Double.SIZE);
        // JSON writes a small exponent with one digit
        out.append(text.charAt(text.length() - 4) == 'e' ? text.replaceFirst("0(.)$", "$1") : text);
    }

    private static String time(OffsetDateTime time) throws UnsupportedValue {
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw new UnsupportedValue("json: error calling MarshalJSON for type time.Time: "
                    + "Time.MarshalJSON: year outside of range [0,9999]");
        }
        return Rfc3339.format(time);
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
                default -> character(text, i, c);
            }
        }
        out.append('"');
    }

    private void character(String text, int index, char c) {
        if (c < 0x20) {
            escape(c);
        } else if (Character.isSurrogate(c) && !isPaired(text, index)) {
            out.append("\\ufffd");
        } else {
            out.append(c);
        }
    }

    private static boolean isPaired(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 0xF, 16));
        }
    }
}
