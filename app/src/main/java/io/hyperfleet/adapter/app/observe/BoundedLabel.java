package io.hyperfleet.adapter.app.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a label whose values come from outside to a limited number of them: each value costs memory here and in
 * Prometheus, for as long as both live. What comes after the limit is counted as {@value #OTHER}.
 */
final class BoundedLabel {

    static final String OTHER = "other";

    /** What HyperFleet's standards allow. */
    private static final int MAX_VALUES = 99;

    private static final int MAX_CHARACTERS = 128;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** The value to count under; the same one for the same text, always. */
    String of(String text) {
        if (known.contains(text)) {
            return text;
        }
        if (text.length() > MAX_CHARACTERS) {
            return OTHER;
        }
        synchronized (known) {
            return known.size() < MAX_VALUES && known.add(text) ? text : OTHER;
        }
    }
}
