package io.hyperfleet.adapter.app.observe;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log entry before it becomes text.
 *
 * @param fields in the order in which they are written
 */
record LogLine(Instant time, ZoneId zone, String level, String message, List<Field> fields) {

    /**
     * @param value a text, number, boolean, list or map; anything else is written as its text
     */
    record Field(String key, @Nullable Object value) {}

    /** The longest message; an entry of a log should stay below 64 KB. */
    private static final int MAX_MESSAGE_CHARACTERS = 32 * 1024;

    private static final int MAX_VALUE_CHARACTERS = 16 * 1024;
    private static final String CUT = "...";

    LogLine {
        message = SecretMask.mask(cut(message, MAX_MESSAGE_CHARACTERS));
        fields = List.copyOf(fields);
    }

    /** A value's text without secrets, cut where it is longer than a log entry can bear. */
    static String limited(String value) {
        return SecretMask.mask(cut(value, MAX_VALUE_CHARACTERS));
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
