package io.hyperfleet.adapter.engine.document;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a dialect of the configuration spells its keys. The program itself names them in snake case. */
public enum KeyStyle {
    SNAKE_CASE,
    CAMEL_CASE,
    /** Camel case as the adapter file of v0.1 had it: upper and lower case do not matter. */
    CAMEL_CASE_OF_ANY_CASE;

    private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

    /** A key, or a path of keys, as it stands in a file of this style. */
    public String spell(String snakeCase) {
        return switch (this) {
            case SNAKE_CASE -> snakeCase;
            case CAMEL_CASE, CAMEL_CASE_OF_ANY_CASE -> {
                Matcher words = NEXT_WORD.matcher(snakeCase);
                yield words.replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
            }
        };
    }

    /** A key as it is compared with others. */
    String compared(String key) {
        return this == CAMEL_CASE_OF_ANY_CASE ? key.toLowerCase(Locale.ROOT) : key;
    }
}
