package io.hyperfleet.adapter.engine.value;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in the form of RFC 3339, as strict as Go reads them and in the form Go writes them. */
public final class Rfc3339 {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d+))?" + "(Z|[+-]\\d\\d:\\d\\d)");
    private static final int NANO_DIGITS = 9;

    private Rfc3339() {}

    /** The time, with fractions cut to nanoseconds; empty when the text has another form or names no moment. */
    public static Optional<OffsetDateTime> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.of(
                    number(matcher, 1),
                    number(matcher, 2),
                    number(matcher, 3),
                    number(matcher, 4),
                    number(matcher, 5),
                    number(matcher, 6),
                    nanos(matcher.group(7)),
                    ZoneOffset.of(matcher.group(8))));
        } catch (DateTimeException noSuchMoment) {
            return Optional.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int nanos(@Nullable String fraction) {
        if (fraction == null) {
            return 0;
        }
        String padded = fraction + "0".repeat(NANO_DIGITS);
        return Integer.parseInt(padded.substring(0, NANO_DIGITS));
    }

    /** The time in its own zone, with as many digits of a second as it needs. */
    public static String format(OffsetDateTime time) {
        StringBuilder out = new StringBuilder();
        pad(out, time.getYear(), 4).append('-');
        pad(out, time.getMonthValue(), 2).append('-');
        pad(out, time.getDayOfMonth(), 2).append('T');
        pad(out, time.getHour(), 2).append(':');
        pad(out, time.getMinute(), 2).append(':');
        pad(out, time.getSecond(), 2);
        if (time.getNano() != 0) {
            StringBuilder fraction = pad(new StringBuilder(), time.getNano(), NANO_DIGITS);
            while (fraction.charAt(fraction.length() - 1) == '0') {
                fraction.setLength(fraction.length() - 1);
            }
            out.append('.').append(fraction);
        }
        int minutes = time.getOffset().getTotalSeconds() / 60;
        if (minutes == 0) {
            return out.append('Z').toString();
        }
        out.append(minutes < 0 ? '-' : '+');
        pad(out, Math.abs(minutes) / 60, 2).append(':');
        return pad(out, Math.abs(minutes) % 60, 2).toString();
    }

    private static StringBuilder pad(StringBuilder out, int number, int digits) {
        String text = Integer.toString(number);
        return out.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }
}
