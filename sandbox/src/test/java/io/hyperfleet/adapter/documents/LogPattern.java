package io.hyperfleet.adapter.documents;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A text to search a log for, as the runbook gives it. Quotes within a message stand in a line with a backslash.
 *
 * @param text {@code …} stands for anything within a line
 */
record LogPattern(String text) implements Predicate<String> {

    @Override
    public boolean test(String line) {
        String regex = Pattern.quote(text).replace("…", "\\E.*\\Q");
        return Pattern.compile(regex).matcher(line.replace("\\\"", "\"")).find();
    }
}
