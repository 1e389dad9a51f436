package io.hyperfleet.adapter.app.config;

/** A text that must not be seen: it prints as {@value #REDACTED}, also as part of a record. */
public record Secret(String value) {

    public static final String REDACTED = "**REDACTED**";

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** What may be shown: nothing of an empty text, of others only that they are there. */
    @Override
    public String toString() {
        return value.isEmpty() ? "" : REDACTED;
    }
}
