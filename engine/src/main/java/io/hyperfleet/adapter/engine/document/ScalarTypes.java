package io.hyperfleet.adapter.engine.document;

import io.hyperfleet.gotemplate.Uint64;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The types of plain scalars by the rules of Go's yaml.v3, a mixture of YAML 1.1 and 1.2: {@code yes} is a text, {@code
 * 010} octal, {@code 1_000} a number, {@code 2026-1-2} a time.
 */
final class ScalarTypes {

    static final String TEXT = "!!str";
    static final String BOOLEAN = "!!bool";
    static final String INTEGER = "!!int";
    static final String FLOAT = "!!float";
    static final String NULL = "!!null";
    static final String TIMESTAMP = "!!timestamp";
    static final String BINARY = "!!binary";

    /** A scalar's short tag and its value. */
    record Typed(String tag, @Nullable Object value) {}

    private static final Map<String, Typed> WORDS = Map.ofEntries(
            Map.entry("true", new Typed(BOOLEAN, true)),
            Map.entry("True", new Typed(BOOLEAN, true)),
            Map.entry("TRUE", new Typed(BOOLEAN, true)),
            Map.entry("false", new Typed(BOOLEAN, false)),
            Map.entry("False", new Typed(BOOLEAN, false)),
            Map.entry("FALSE", new Typed(BOOLEAN, false)),
            Map.entry("", new Typed(NULL, null)),
            Map.entry("~", new Typed(NULL, null)),
            Map.entry("null", new Typed(NULL, null)),
            Map.entry("Null", new Typed(NULL, null)),
            Map.entry("NULL", new Typed(NULL, null)));

    private static final Pattern SPECIAL_FLOAT = Pattern.compile("([-+]?)\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern FLOAT_FORM = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern DOT_FLOAT_FORM = Pattern.compile("\\.[0-9]+([eE][-+]?[0-9]+)?");
    private static final Pattern INTEGER_FORM =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+)|(0|[1-9][0-9]*))");
    private static final Pattern TIME_FORM = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:[Tt](?<h>\\d{1,2}):(?<m>\\d{1,2}):(?<s>\\d{1,2})(?<f>[.,]\\d+)?(?<zone>Z|[-+]\\d\\d:\\d\\d)"
            + "| (?<h2>\\d{1,2}):(?<m2>\\d{1,2}):(?<s2>\\d{1,2})(?<f2>[.,]\\d+)?)?");

    private ScalarTypes() {}

    /** The type a plain scalar has by its looks. */
    static Typed ofPlain(String text) {
        Typed word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        return switch (text.charAt(0)) {
            case '.' -> dotNumber(text);
            case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(text, true);
            default -> new Typed(TEXT, text);
        };
    }

    /**
     * The value a scalar has under a tag that is written in front of it.
     *
     * @return empty when the text cannot be read as that
     */
    static Optional<Typed> ofTagged(String tag, String text) {
        if (!tag.equals(BOOLEAN)
                && !tag.equals(INTEGER)
                && !tag.equals(FLOAT)
                && !tag.equals(NULL)
                && !tag.equals(TIMESTAMP)) {
            return Optional.of(new Typed(tag, text));
        }
        Typed plain =
                tag.equals(TIMESTAMP) || text.isEmpty() || !isNumberLike(text) ? ofPlain(text) : number(text, false);
        if (plain.tag().equals(tag)) {
            return Optional.of(plain);
        }
        if (tag.equals(FLOAT) && plain.value() instanceof Long whole) {
            return Optional.of(new Typed(FLOAT, whole.doubleValue()));
        }
        return Optional.empty();
    }

    private static boolean isNumberLike(String text) {
        return "+-0123456789".indexOf(text.charAt(0)) >= 0
                && !SPECIAL_FLOAT.matcher(text).matches();
    }

    private static Typed dotNumber(String text) {
        Optional<Typed> special = specialFloat(text);
        if (special.isPresent()) {
            return special.get();
        }
        return DOT_FLOAT_FORM.matcher(text).matches() ? decimal(text, text) : new Typed(TEXT, text);
    }

    private static Typed number(String text, boolean mayBeTime) {
        Optional<Typed> special = specialFloat(text);
        if (special.isPresent()) {
            return special.get();
        }
        Optional<OffsetDateTime> time = mayBeTime ? time(text) : Optional.empty();
        if (time.isPresent()) {
            return new Typed(TIMESTAMP, time.get());
        }
        String digits = text.replace("_", "");
        Optional<Object> integer = integer(digits);
        if (integer.isPresent()) {
            return new Typed(INTEGER, integer.get());
        }
        return FLOAT_FORM.matcher(digits).matches() ? decimal(digits, text) : new Typed(TEXT, text);
    }

    private static Optional<Typed> specialFloat(String text) {
        Matcher matcher = SPECIAL_FLOAT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(3) != null) {
            return Optional.of(new Typed(FLOAT, Double.NaN));
        }
        boolean negative = "-".equals(matcher.group(1));
        return Optional.of(new Typed(FLOAT, negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY));
    }

    /** Numbers too large for a double stay texts. */
    private static Typed decimal(String digits, String text) {
        double value = Double.parseDouble(digits);
        return Double.isInfinite(value) ? new Typed(TEXT, text) : new Typed(FLOAT, value);
    }

    private static Optional<Object> integer(String text) {
        Matcher matcher = INTEGER_FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int[] radixes = {16, 2, 8, 8, 10};
        for (int i = 0; i < radixes.length; i++) {
            String digits = matcher.group(i + 2);
            if (digits != null) {
                return inRange(matcher.group(1), new BigInteger(digits, radixes[i]));
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> inRange(String sign, BigInteger magnitude) {
        BigInteger value = sign.equals("-") ? magnitude.negate() : magnitude;
        if (value.bitLength() < Long.SIZE) {
            return Optional.of(value.longValue());
        }
        boolean unsigned = sign.isEmpty() && value.bitLength() == Long.SIZE;
        return unsigned ? Optional.of(new Uint64(value.longValue())) : Optional.empty();
    }

    static Optional<OffsetDateTime> time(String text) {
        Matcher matcher = TIME_FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.of(
                    number(matcher.group(1)),
                    number(matcher.group(2)),
                    number(matcher.group(3)),
                    number(either(matcher, "h")),
                    number(either(matcher, "m")),
                    number(either(matcher, "s")),
                    nanoseconds(either(matcher, "f")),
                    zone(matcher.group("zone"))));
        } catch (DateTimeException e) {
            // A day or an hour that does not exist: by the rules of yaml.v3 just a text.
            return Optional.empty();
        }
    }

    private static @Nullable String either(Matcher matcher, String group) {
        String first = matcher.group(group);
        return first != null ? first : matcher.group(group + "2");
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanoseconds(@Nullable String fraction) {
        if (fraction == null) {
            return 0;
        }
        return Integer.parseInt((fraction.substring(1) + "000000000").substring(0, 9));
    }

    private static ZoneOffset zone(@Nullable String text) {
        return text == null ? ZoneOffset.UTC : ZoneOffset.of(text.toUpperCase(Locale.ROOT));
    }
}
