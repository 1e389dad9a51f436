package io.hyperfleet.gotemplate;

import java.time.ZoneOffset;

/** Which texts Go takes for a time zone's abbreviation, where a layout says {@code MST}. */
final class ZoneAbbreviation {

    private static final int LONGEST_OFFSET = 18;

    private ZoneAbbreviation() {}

    /** Length of the abbreviation the text starts with, 0 if it starts with none. */
    static int length(String text) {
        if (text.length() < 3) {
            return 0;
        }
        if (text.startsWith("ChST") || text.startsWith("MeST")) {
            return 4;
        }
        if (text.startsWith("GMT")) {
            return 3 + signedOffsetLength(text.substring(3));
        }
        if (text.charAt(0) == '+' || text.charAt(0) == '-') {
            return signedOffsetLength(text);
        }
        int upper = 0;
        while (upper < 6 && upper < text.length() && text.charAt(upper) >= 'A' && text.charAt(upper) <= 'Z') {
            upper++;
        }
        return switch (upper) {
            case 3 -> 3;
            case 4 -> text.charAt(3) == 'T' || text.startsWith("WITA") ? 4 : 0;
            case 5 -> text.charAt(4) == 'T' ? 5 : 0;
            default -> 0;
        };
    }

    /** What an abbreviation says about the offset: only {@code GMT+3} and its like say anything, others count as UTC. */
    static ZoneOffset offset(String name) {
        if (!name.startsWith("GMT") || name.length() == 3) {
            return ZoneOffset.UTC;
        }
        int hours = Integer.parseInt(name.substring(3));
        return Math.abs(hours) <= 18 ? ZoneOffset.ofHours(hours) : ZoneOffset.UTC;
    }

    private static int signedOffsetLength(String text) {
        if (text.isEmpty() || (text.charAt(0) != '+' && text.charAt(0) != '-')) {
            return 0;
        }
        int end = 1;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        boolean valid = end > 1 && end <= LONGEST_OFFSET && Long.parseLong(text.substring(1, end)) <= 23;
        return valid ? end : 0;
    }
}
