package io.hyperfleet.gotemplate;

import java.math.BigInteger;

/**
 * Go's {@code uint64}.
 *
 * @param bits the value's 64 bits; read as an unsigned number
 */
public record Uint64(long bits) implements Comparable<Uint64> {

    /** The decimal text names a value from 0 to 18446744073709551615; anything else is a {@link NumberFormatException}. */
    public static Uint64 parse(String decimal) {
        return new Uint64(Long.parseUnsignedLong(decimal));
    }

    /** The value as a signed number when it fits, that is when it is at most {@link Long#MAX_VALUE}. */
    public boolean fitsLong() {
        return bits >= 0;
    }

    /** The nearest double. */
    public double doubleValue() {
        return bits >= 0 ? (double) bits : toBigInteger().doubleValue();
    }

    public BigInteger toBigInteger() {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    @Override
    public int compareTo(Uint64 other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
