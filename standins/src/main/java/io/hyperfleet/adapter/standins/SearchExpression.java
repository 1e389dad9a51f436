package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the API's search language that adapters use: {@code field = 'value'}, joined by {@code and}. */
final class SearchExpression {

    private static final Pattern TERM = Pattern.compile("\\s*([A-Za-z_][\\w./-]*)\\s*(=|!=)\\s*'([^']*)'\\s*");

    private SearchExpression() {}

    /** What a text finds; nothing when it says more than this. */
    static Optional<Predicate<JsonNode>> parse(String text) {
        Predicate<JsonNode> all = resource -> true;
        if (text.isBlank()) {
            return Optional.of(all);
        }
        for (String part : text.split("(?i)\\s+and\\s+", -1)) {
            Matcher term = TERM.matcher(part);
            if (!term.matches()) {
                return Optional.empty();
            }
            boolean equal = term.group(2).equals("=");
            String field = term.group(1);
            String value = term.group(3);
            all = all.and(resource -> valueOf(resource, field).equals(value) == equal);
        }
        return Optional.of(all);
    }

    /** A label's name may itself have dots. */
    private static String valueOf(JsonNode resource, String field) {
        int dot = field.indexOf('.');
        return dot < 0
                ? resource.path(field).asText()
                : resource.path(field.substring(0, dot))
                        .path(field.substring(dot + 1))
                        .asText();
    }
}
