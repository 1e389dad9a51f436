package io.hyperfleet.gotemplate;

/**
 * Go's {@code uint8}, one byte of a {@code byte[]} or of a text: what {@code index "abc" 1} yields.
 *
 * @param value 0 to 255
 */
public record Uint8(int value) {

    public Uint8 {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("not a byte: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
