package io.hyperfleet.adapter.engine.document;

import org.jspecify.annotations.Nullable;

/**
 * A text that is no YAML, or YAML beyond the limits. The message is what the original program prints for it, for example
 * {@code yaml: line 2: mapping values are not allowed in this context}.
 */
public final class YamlSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final @Nullable String hint;

    YamlSyntaxException(String message, Place place, @Nullable String hint) {
        super(message);
        this.place = place;
        this.hint = hint;
    }

    /** Where the mistake stands, as exactly as can be said. */
    public Place place() {
        return place;
    }

    /** The same as a problem of that file. */
    public Problem problem() {
        return Problem.error("yaml-syntax", place, "", String.valueOf(getMessage()))
                .withHint(hint);
    }
}
