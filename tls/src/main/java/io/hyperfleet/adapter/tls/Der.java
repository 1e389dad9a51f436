package io.hyperfleet.adapter.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Wraps private keys of the older forms (PKCS #1 for RSA, SEC 1 for elliptic curves) as PKCS #8, the only form that the
 * JDK reads. A key that is broken gives one that is refused later.
 */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xA0;
    private static final int LONG_FORM = 0x80;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};
    /** 1.2.840.113549.1.1.1 and no parameters. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** 1.2.840.10045.2.1. */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private Der() {}

    static byte[] pkcs8OfRsa(byte[] key) {
        return element(SEQUENCE, VERSION_0, element(SEQUENCE, RSA), element(OCTET_STRING, key));
    }

    static byte[] pkcs8OfEc(byte[] key) {
        return element(SEQUENCE, VERSION_0, element(SEQUENCE, EC, curveOf(key)), element(OCTET_STRING, key));
    }

    /** The name of the curve, which a SEC 1 key carries in its element [0]; nothing when it does not. */
    private static byte[] curveOf(byte[] key) {
        int position = contentStart(key, 0);
        while (position + 1 < key.length) {
            int start = contentStart(key, position);
            int end = start + length(key, position);
            if (end > key.length || end < start) {
                break;
            }
            if ((key[position] & 0xFF) == CURVE) {
                return Arrays.copyOfRange(key, start, end);
            }
            position = end;
        }
        return new byte[0];
    }

    private static int contentStart(byte[] der, int position) {
        int first = position + 1 < der.length ? der[position + 1] & 0xFF : 0;
        return position + 2 + (first > LONG_FORM ? first - LONG_FORM : 0);
    }

    private static int length(byte[] der, int position) {
        int first = der[position + 1] & 0xFF;
        if (first < LONG_FORM) {
            return first;
        }
        int length = 0;
        for (int i = position + 2; i < contentStart(der, position) && i < der.length; i++) {
            length = (length << 8) | (der[i] & 0xFF);
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < LONG_FORM) {
            element.write(length);
        } else {
            element.write(LONG_FORM + 2);
            element.write(length >> 8);
            element.write(length);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
