package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules every part of a task file is held against, with the words of the original program. */
final class StructureRules {

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9_]*");

    private static final String NAME_RULE =
            ": must start with lowercase letter and contain only letters, numbers, underscores (no hyphens)";

    private final Problems problems;

    StructureRules(Problems problems) {
        this.problems = problems;
    }

    /** The text is there and not empty. */
    boolean required(Scalar text, String path) {
        return required(!text.text().isEmpty(), text.place(), path);
    }

    boolean required(boolean present, Place place, String path) {
        if (!present) {
            add("required", place, path, path + " is required", null);
        }
        return present;
    }

    /** The text can stand as a name in expressions. */
    void name(Scalar name, String path) {
        if (required(name, path) && !NAME.matcher(name.text()).matches()) {
            add("name", name.place(), path, path + " " + GoFormat.quote(name.text()) + NAME_RULE, null);
        }
    }

    /** The name of a precondition or of a post-action. Before v0.3 it could be any text. */
    void stepName(Scalar name, String path, Dialect dialect) {
        if (dialect == Dialect.FLAT) {
            name(name, path);
        } else if (required(name, path) && !NAME.matcher(name.text()).matches()) {
            problems.add(Problem.warning(
                            "old-name",
                            name.place(),
                            path,
                            "name " + GoFormat.quote(name.text()) + " is only allowed in files of v0.2 and before")
                    .withHint("today a name" + NAME_RULE.substring(1)));
        }
    }

    /** The text is one of a few. */
    void oneOf(Scalar text, String path, List<String> allowed) {
        if (required(text, path) && !allowed.contains(text.text())) {
            add(
                    "not-allowed",
                    text.place(),
                    path,
                    path + " " + GoFormat.quote(text.text()) + " is invalid (allowed: " + String.join(", ", allowed)
                            + ")",
                    Suggestions.didYouMean(text.text(), allowed).orElse(null));
        }
    }

    /**
     * Exactly one of two keys is there.
     *
     * @param first in snake case, as {@code second}
     */
    void exactlyOne(KeyReader keys, String first, boolean hasFirst, String second, boolean hasSecond) {
        String path = keys.path();
        String firstName = keys.spelled(first);
        String secondName = keys.spelled(second);
        if (hasFirst && hasSecond) {
            String rule = path + ": '" + firstName + "' and '" + secondName + "' are mutually exclusive";
            add("mutually-exclusive", later(keys, first, second), path, rule, "remove one of the two");
        } else if (!hasFirst && !hasSecond) {
            String rule = path + ": must have either '" + firstName + "' or '" + secondName + "' set";
            add("required", keys.place(), path, rule, null);
        }
    }

    private static Place later(KeyReader keys, String first, String second) {
        Place one = keys.placeOfKey(first);
        Place other = keys.placeOfKey(second);
        boolean ordered = one.line() < other.line() || (one.line() == other.line() && one.column() < other.column());
        return ordered ? other : one;
    }

    /**
     * @param text the whole line, path included
     */
    void add(String code, Place place, String path, String text, @Nullable String hint) {
        problems.add(Problem.error(code, place, path, text).withHint(hint).withOriginal(text));
    }
}
