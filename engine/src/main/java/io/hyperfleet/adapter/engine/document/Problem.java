package io.hyperfleet.adapter.engine.document;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in a file, told so that its author can act on it.
 *
 * @param code stable name of the rule, one of {@link ProblemCode}
 * @param place where it stands; null only when the file could not be read at all
 * @param path the configuration path, for example {@code resources[1].manifest}; empty for a whole file
 * @param message what is wrong, in the words operators search for
 * @param hint what to do about it, where that is known
 * @param original the line the original program prints for it, where that is not {@code <path>: <message>}
 */
public record Problem(
        Severity severity,
        String code,
        @Nullable Place place,
        String path,
        String message,
        @Nullable String hint,
        @Nullable String original) {

    public Problem {
        if (!ProblemCode.exists(code)) {
            throw new IllegalArgumentException("a code that is not documented: " + code);
        }
    }

    public Problem(
            Severity severity, String code, @Nullable Place place, String path, String message, @Nullable String hint) {
        this(severity, code, place, path, message, hint, null);
    }

    public static Problem error(String code, @Nullable Place place, String path, String message) {
        return new Problem(Severity.ERROR, code, place, path, message, null, null);
    }

    public static Problem warning(String code, @Nullable Place place, String path, String message) {
        return new Problem(Severity.WARNING, code, place, path, message, null, null);
    }

    public Problem withHint(@Nullable String newHint) {
        return new Problem(severity, code, place, path, message, newHint, original);
    }

    public Problem withPlace(Place newPlace) {
        return new Problem(severity, code, newPlace, path, message, hint, original);
    }

    public Problem withOriginal(String newOriginal) {
        return new Problem(severity, code, place, path, message, hint, newOriginal);
    }

    /**
     * Whether this problem only follows from a key that could not be read: that something is missing which is misspelt, or
     * whose value has the wrong type, goes without saying.
     */
    public boolean followsFrom(Problem unread) {
        if (code.equals("required") && isMisspeltChild(unread)) {
            return true;
        }
        String rest = path;
        while (!rest.isEmpty()) {
            int dot = rest.lastIndexOf('.');
            String parent = rest.substring(0, dot + 1);
            boolean misspelt = unread.path.startsWith(parent)
                    && Suggestions.question(rest.substring(dot + 1)).equals(unread.hint);
            if (unread.path.equals(rest) || misspelt) {
                return true;
            }
            rest = rest.substring(0, Math.max(dot, 0));
        }
        return false;
    }

    /** Whether that is a key right below this problem's path which is another one misspelt. */
    private boolean isMisspeltChild(Problem unread) {
        int dot = unread.path.lastIndexOf('.');
        return unread.code.equals("unknown-key")
                && unread.hint != null
                && unread.hint.startsWith("did you mean")
                && dot > 0
                && unread.path.substring(0, dot).equals(path);
    }

    /** The line the original program prints for it; scripts and runbooks search for it. */
    public String originalText() {
        if (original != null) {
            return original;
        }
        return path.isEmpty() ? message : path + ": " + message;
    }
}
