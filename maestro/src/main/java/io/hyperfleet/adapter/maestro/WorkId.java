package io.hyperfleet.adapter.maestro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Under which id Maestro keeps a work: a name-based UUID (RFC 4122, version 5) of source, consumer and name. */
final class WorkId {

    private static final UUID OID_NAMESPACE = UUID.fromString("6ba7b812-9dad-11d1-80b4-00c04fd430c8");
    private static final String RESOURCE = "manifestworks.work.open-cluster-management.io";

    private WorkId() {}

    static String of(String source, String consumer, String name) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
        sha1.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(OID_NAMESPACE.getMostSignificantBits())
                .putLong(OID_NAMESPACE.getLeastSignificantBits())
                .flip());
        String text = source + "-" + RESOURCE + "-" + consumer + "-" + name;
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low).toString();
    }
}
