package io.hyperfleet.gotemplate;

/** Flags, width and precision of one verb, and the padding they ask for. */
final class Flags {

    static final int ABSENT = -1;

    boolean plus;
    boolean minus;
    boolean sharp;
    boolean space;
    boolean zero;
    /** {@code %#v}. */
    boolean sharpV;

    int width = ABSENT;
    int precision = ABSENT;

    void clear() {
        plus = false;
        minus = false;
        sharp = false;
        space = false;
        zero = false;
        sharpV = false;
        width = ABSENT;
        precision = ABSENT;
    }

    /** Appends the text, filled to the width with blanks, or with zeros to the left. */
    void pad(StringBuilder out, String text) {
        int missing = width == ABSENT ? 0 : width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            out.append(text);
        } else if (minus) {
            out.append(text).repeat(' ', missing);
        } else {
            out.repeat(zero ? '0' : ' ', missing).append(text);
        }
    }

    /** As {@link #pad}, but always with blanks. */
    void padWithBlanks(StringBuilder out, String text) {
        boolean before = zero;
        zero = false;
        pad(out, text);
        zero = before;
    }
}
