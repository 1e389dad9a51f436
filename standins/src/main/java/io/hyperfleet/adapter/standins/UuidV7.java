package io.hyperfleet.adapter.standins;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Time-ordered identifiers (RFC 9562, version 7), as the API gives to resources and Sentinel to events. */
final class UuidV7 {

    private UuidV7() {}

    static String next() {
        long random = ThreadLocalRandom.current().nextLong();
        long high = (System.currentTimeMillis() << 16) | 0x7000L | (random & 0x0fffL);
        long low = (ThreadLocalRandom.current().nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
