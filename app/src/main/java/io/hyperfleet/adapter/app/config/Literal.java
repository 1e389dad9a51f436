package io.hyperfleet.adapter.app.config;

/** What reading a value from a text came to. */
public sealed interface Literal {

    /**
     * @param value a String, Boolean, Long, Double or Duration, by the kind
     */
    record Value(Object value) implements Literal {}

    /**
     * @param function what could not read it, in the words of the original program: {@code strconv.ParseInt}
     * @param reason {@code invalid syntax}, {@code value out of range} …
     */
    record Invalid(String function, String reason) implements Literal {}
}
