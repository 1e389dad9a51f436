package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which objects a label selector of a list or watch means: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k}. */
record LabelSelector(List<Requirement> requirements) {

    private static final String KEY = "[A-Za-z0-9._/-]+";
    private static final Pattern SET = Pattern.compile("(" + KEY + ")\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("(" + KEY + ")\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)");
    private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*(" + KEY + ")");

    /** One condition on one label. */
    record Requirement(String key, Test test, List<String> values) {

        private boolean matches(JsonNode labels) {
            JsonNode value = labels.path(key);
            return switch (test) {
                case EXISTS -> !value.isMissingNode();
                case ABSENT -> value.isMissingNode();
                case IN -> values.contains(value.asText());
                case NOT_IN -> value.isMissingNode() || !values.contains(value.asText());
            };
        }
    }

    enum Test {
        EXISTS,
        ABSENT,
        IN,
        NOT_IN
    }

    /** The selector in a text, nothing when the text is none. */
    static Optional<LabelSelector> parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        if (text.isBlank()) {
            return Optional.of(new LabelSelector(requirements));
        }
        // Commas inside brackets separate values, all others requirements.
        for (String part : text.split(",(?![^(]*\\))", -1)) {
            Optional<Requirement> requirement = requirement(part.strip());
            if (requirement.isEmpty()) {
                return Optional.empty();
            }
            requirements.add(requirement.get());
        }
        return Optional.of(new LabelSelector(List.copyOf(requirements)));
    }

    boolean matches(JsonNode object) {
        JsonNode labels = object.at("/metadata/labels");
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }

    private static Optional<Requirement> requirement(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            List<String> values = Arrays.stream(set.group(3).split(",", -1))
                    .map(String::strip)
                    .toList();
            return Optional.of(
                    new Requirement(set.group(1), set.group(2).equals("in") ? Test.IN : Test.NOT_IN, values));
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            Test test = equality.group(2).equals("!=") ? Test.NOT_IN : Test.IN;
            return Optional.of(new Requirement(equality.group(1), test, List.of(equality.group(3))));
        }
        Matcher existence = EXISTENCE.matcher(text);
        if (existence.matches()) {
            Test test = existence.group(1).isEmpty() ? Test.EXISTS : Test.ABSENT;
            return Optional.of(new Requirement(existence.group(2), test, List.of()));
        }
        return Optional.empty();
    }
}
