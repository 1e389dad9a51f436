package io.hyperfleet.adapter.app.tracing;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a span across processes, as defined by W3C Trace Context.
 *
 * @param traceId 32 hexadecimal digits, not all 0
 * @param spanId 16 hexadecimal digits, not all 0
 * @param state vendors' additions, handed on as they came; may be empty
 */
public record SpanContext(String traceId, String spanId, boolean sampled, String state) {

    static final String TRACE_PARENT = "traceparent";
    static final String TRACE_STATE = "tracestate";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String FIRST_VERSION = "00";
    private static final Pattern ZEROS = Pattern.compile("0+");
    private static final int MAX_STATE_CHARACTERS = 512;
    private static final int SAMPLED = 1;

    /** The context that came with an event; empty when there is none or it is not valid. */
    static Optional<SpanContext> parse(Map<String, String> extensions) {
        Matcher parent = FORM.matcher(extensions.getOrDefault(TRACE_PARENT, ""));
        if (!parent.matches()
                || (parent.group(1).equals(FIRST_VERSION) && parent.group(5) != null)
                || ZEROS.matcher(parent.group(2)).matches()
                || ZEROS.matcher(parent.group(3)).matches()) {
            return Optional.empty();
        }
        String state = extensions.getOrDefault(TRACE_STATE, "");
        boolean sampled = (HexFormat.fromHexDigits(parent.group(4)) & SAMPLED) != 0;
        return Optional.of(new SpanContext(parent.group(2), parent.group(3), sampled, printable(state) ? state : ""));
    }

    /** A new trace. */
    static SpanContext newTrace(Sampling sampling) {
        String traceId = randomHex() + randomHex();
        return new SpanContext(traceId, randomHex(), sampling.samples(traceId, Optional.empty()), "");
    }

    /** A span below this one. */
    SpanContext child() {
        return new SpanContext(traceId, randomHex(), sampled, state);
    }

    SpanContext sampledBy(Sampling sampling) {
        return new SpanContext(traceId, spanId, sampling.samples(traceId, Optional.of(sampled)), state);
    }

    String traceParent() {
        return FIRST_VERSION + "-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static boolean printable(String state) {
        return state.length() <= MAX_STATE_CHARACTERS && state.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** 64 bits, never all 0. Ids only have to differ, they are no secret. */
    private static String randomHex() {
        long bits;
        do {
            bits = ThreadLocalRandom.current().nextLong();
        } while (bits == 0);
        return HexFormat.of().toHexDigits(bits);
    }
}
