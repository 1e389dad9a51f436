package io.hyperfleet.gotemplate;

import java.util.Locale;

/** The binary forms of a floating-point number: {@code 4503599627370496p-52} and {@code 0x1.8p+00}. */
final class BinaryFloatFormat {

    private BinaryFloatFormat() {}

    static String mantissaAndExponent(double magnitude, int bits) {
        Parts parts = Parts.of(magnitude, bits);
        int exponent = parts.exponent() - parts.mantissaBits();
        return parts.mantissa() + "p" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    static String hexadecimal(double magnitude, int precision, boolean upper, int bits) {
        Parts parts = Parts.of(magnitude, bits);
        long mantissa = parts.mantissa();
        int exponent = mantissa == 0 ? 0 : parts.exponent();
        // one bit before the point, 60 behind it: 15 hexadecimal digits
        mantissa <<= 60 - parts.mantissaBits();
        while (mantissa != 0 && (mantissa & 1L << 60) == 0) {
            mantissa <<= 1;
            exponent--;
        }
        if (precision >= 0 && precision < 15) {
            int shift = precision * 4;
            long extra = mantissa << shift & (1L << 60) - 1;
            mantissa >>>= 60 - shift;
            if ((extra | (mantissa & 1)) > 1L << 59) {
                mantissa++;
            }
            mantissa <<= 60 - shift;
            if ((mantissa & 1L << 61) != 0) {
                mantissa >>>= 1;
                exponent++;
            }
        }
        StringBuilder out = new StringBuilder("0x").append(mantissa >>> 60 & 1);
        long fraction = mantissa << 4;
        if (precision > 0 || (precision < 0 && fraction != 0)) {
            out.append('.');
            int digits = 0;
            while (precision < 0 ? fraction != 0 : digits < precision) {
                out.append(Character.forDigit((int) (fraction >>> 60), 16));
                fraction <<= 4;
                digits++;
            }
        }
        int absolute = Math.abs(exponent);
        out.append('p')
                .append(exponent < 0 ? '-' : '+')
                .append(absolute < 10 ? "0" : "")
                .append(absolute);
        return upper ? out.toString().toUpperCase(Locale.ROOT) : out.toString();
    }

    /** A number as mantissa × 2^(exponent − mantissaBits). */
    private record Parts(long mantissa, int exponent, int mantissaBits) {

        static Parts of(double magnitude, int bits) {
            if (bits == 32) {
                int raw = Float.floatToRawIntBits((float) magnitude);
                return of(raw & 0x7FFFFFL, raw >>> 23 & 0xFF, 23, 127);
            }
            long raw = Double.doubleToRawLongBits(magnitude);
            return of(raw & (1L << 52) - 1, (int) (raw >>> 52 & 0x7FF), 52, 1023);
        }

        private static Parts of(long fraction, int biased, int mantissaBits, int bias) {
            return biased == 0
                    ? new Parts(fraction, 1 - bias, mantissaBits)
                    : new Parts(fraction | 1L << mantissaBits, biased - bias, mantissaBits);
        }
    }
}
