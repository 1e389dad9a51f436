package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Field selectors of a list or watch; every kind supports name and namespace, and more is not offered here. */
final class FieldSelector {

    private static final Set<String> SUPPORTED = Set.of("metadata.name", "metadata.namespace");

    private FieldSelector() {}

    /** What a text such as {@code metadata.name=a} selects; nothing when it names another field. */
    static Optional<Predicate<JsonNode>> parse(String text) {
        Predicate<JsonNode> all = object -> true;
        for (String term : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] sides = term.split("!=|==?", 2);
            if (sides.length != 2 || !SUPPORTED.contains(sides[0])) {
                return Optional.empty();
            }
            boolean negated = term.contains("!=");
            String pointer = "/" + sides[0].replace('.', '/');
            all = all.and(object -> object.at(pointer).asText().equals(sides[1]) != negated);
        }
        return Optional.of(all);
    }
}
