package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of what is legal but hardly meant. */
record Warner(Problems problems) {

    void warn(String code, Place place, String path, String message, @Nullable String hint) {
        problems.add(Problem.warning(code, place, path, message).withHint(hint));
    }

    void warn(String code, Node where, String path, String message, @Nullable String hint) {
        warn(code, where.place(), path, message, hint);
    }

    /** The original program takes any text here and falls back to its default when the event comes. */
    void unlessAllowed(@Nullable Scalar text, String path, List<String> allowed) {
        if (text != null && !text.text().isEmpty() && !allowed.contains(text.text())) {
            warn(
                    "not-allowed",
                    text,
                    path,
                    GoFormat.quote(text.text()) + " is none of " + String.join(", ", allowed),
                    Suggestions.didYouMean(text.text(), allowed).orElse("it has no effect"));
        }
    }

    /**
     * Steps of the same name.
     *
     * @param names by their path
     * @param consequence what becomes of the second
     */
    void ofDuplicates(Map<String, Scalar> names, String kind, String consequence) {
        Map<String, Scalar> given = new HashMap<>();
        names.forEach((path, name) -> {
            Scalar first = name.text().isEmpty() ? null : given.putIfAbsent(name.text(), name);
            if (first != null) {
                warn(
                        "duplicate-name",
                        name,
                        path,
                        kind + " " + GoFormat.quote(name.text()) + " is given a second time",
                        "the first is in line " + first.place().line() + "; " + consequence);
            }
        });
    }
}
