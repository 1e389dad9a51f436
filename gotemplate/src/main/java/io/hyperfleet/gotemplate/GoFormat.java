package io.hyperfleet.gotemplate;

import org.jspecify.annotations.Nullable;

/**
 * Go's {@code fmt}. One difference: {@code %v} prints an integral double as plain decimal digits ({@code 1000000}, not
 * {@code 1e+06}). A text of more than 2^30 characters is refused with an {@link IllegalArgumentException}.
 */
public final class GoFormat {

    private static final int LONGEST = 1 << 30;

    private GoFormat() {}

    /** {@code fmt.Sprintf}; never fails, mistakes show in the text: {@code %!d(string=x)}. */
    public static String sprintf(String format, @Nullable Object... arguments) {
        StringBuilder out = new StringBuilder();
        try {
            Formatter.format(out, LONGEST, format, arguments);
        } catch (Printer.TooLongException e) {
            throw new IllegalArgumentException("formatted text too long", e);
        }
        return out.toString();
    }

    /** {@code fmt.Sprint}: blanks only between two operands that are no texts. */
    public static String sprint(@Nullable Object... arguments) {
        return sprint(LONGEST, arguments);
    }

    /** {@code fmt.Sprintln}: blanks between all, and a line end. */
    public static String sprintln(@Nullable Object... arguments) {
        return sprintln(LONGEST, arguments);
    }

    /** {@code %v}. */
    public static String value(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        Printer.appendValue(out, value, LONGEST);
        return out.toString();
    }

    /** {@code %q}, which is {@code strconv.Quote}. */
    public static String quote(String text) {
        return GoQuote.quote(text, false);
    }

    /** {@code %T}: {@code string}, {@code int} (Long), {@code float64} (Double), {@code map[string]interface {}}, … */
    public static String typeName(@Nullable Object value) {
        return GoType.nameOf(value);
    }

    static String sprint(int longest, @Nullable Object... arguments) {
        StringBuilder out = new StringBuilder();
        boolean textBefore = true;
        for (Object argument : arguments) {
            boolean text = argument instanceof String;
            out.append(text || textBefore ? "" : " ");
            Printer.appendValue(out, argument, longest);
            textBefore = text;
        }
        return out.toString();
    }

    static String sprintln(int longest, @Nullable Object... arguments) {
        StringBuilder out = new StringBuilder();
        String separator = "";
        for (Object argument : arguments) {
            Printer.appendValue(out.append(separator), argument, longest);
            separator = " ";
        }
        return out.append('\n').toString();
    }
}
