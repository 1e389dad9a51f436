package io.hyperfleet.gotemplate;

/** What the digits of an integer without sign say. As in Go, digits beyond 64 bits hide whatever is wrong after them. */
sealed interface Magnitude {

    /** An unsigned number of 64 bits. */
    record Fits(long bits) implements Magnitude {}

    /** More than 64 bits. */
    record TooLarge() implements Magnitude {}

    /** No number. */
    record Malformed() implements Magnitude {}

    /**
     * Reads an integer.
     *
     * @param base 2 to 36, or 0 to take it from the prefix; only then may underscores separate digits
     */
    static Magnitude of(String text, int base) {
        int radix = base == 0 ? prefixRadix(text) : base;
        int start = base == 0 ? prefixLength(text, radix) : 0;
        if (start >= text.length()) {
            return new Malformed();
        }
        long bits = 0;
        boolean separated = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '_' && base == 0) {
                separated = true;
                continue;
            }
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return new Malformed();
            }
            long next = bits * radix + digit;
            if (Math.unsignedMultiplyHigh(bits, radix) != 0 || Long.compareUnsigned(next, digit) < 0) {
                return new TooLarge();
            }
            bits = next;
        }
        return separated && !FloatSyntax.underscoresSeparateDigits(text) ? new Malformed() : new Fits(bits);
    }

    private static int prefixRadix(String text) {
        if (text.length() < 2 || text.charAt(0) != '0') {
            return 10;
        }
        return switch (text.charAt(1)) {
            case 'x', 'X' -> text.length() > 2 ? 16 : 8;
            case 'b', 'B' -> text.length() > 2 ? 2 : 8;
            default -> 8;
        };
    }

    private static int prefixLength(String text, int radix) {
        if (radix == 10) {
            return 0;
        }
        boolean letter = text.length() > 2 && "xXbBoO".indexOf(text.charAt(1)) >= 0;
        return letter ? 2 : 1;
    }
}
