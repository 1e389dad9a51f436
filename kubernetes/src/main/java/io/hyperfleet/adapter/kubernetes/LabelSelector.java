package io.hyperfleet.adapter.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Label selectors of the form {@code a=b,c=d}. A value that cannot be a label's is refused here, in the words of the Go
 * client, before it could change what the selector asks for.
 */
final class LabelSelector {

    private static final int MAX_LENGTH = 63;
    private static final int MAX_PREFIX_LENGTH = 253;
    private static final String SYMBOLS = "=!(),<>";

    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private static final String KEY_RULE = "a valid label key must consist of alphanumeric characters, '-', '_' or '.',"
            + " and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc',"
            + " regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static final String PREFIX_RULE = "prefix part a lowercase RFC 1123 subdomain must consist of lower case"
            + " alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g."
            + " 'example.com', regex used for validation is"
            + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String VALUE_RULE = "a valid label must be an empty string or consist of alphanumeric"
            + " characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
            + " 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private LabelSelector() {}

    /** The labels as a selector, sorted by key. */
    static String of(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }

    /** Why the server would not take the selector, or would take it for another one; empty when it is right. */
    static Optional<String> problem(Map<String, String> labels) {
        String selector = of(labels);
        List<String> problems = new ArrayList<>();
        new TreeMap<>(labels)
                .forEach((key, value) -> syntaxProblem(key, value)
                        .or(() -> keyProblem(key)
                                .map(rule ->
                                        "unable to parse requirement: <nil>: Invalid value: \"" + key + "\": " + rule))
                        .or(() -> valueProblem(value)
                                .map(rule -> "unable to parse requirement: values[0][" + key + "]: Invalid value: \""
                                        + value + "\": " + rule))
                        .ifPresent(problems::add));
        return problems.stream()
                .findFirst()
                .map(problem -> "couldn't parse the selector string \"" + selector + "\": " + problem);
    }

    /** Words and symbols other than {@code key=value}. */
    private static Optional<String> syntaxProblem(String key, String value) {
        List<String> keyWords = words(key);
        if (keyWords.isEmpty()) {
            return Optional.of("found '=', expected: !, identifier, or 'end of string'");
        }
        if (keyWords.size() > 1) {
            boolean negated = keyWords.getFirst().equals("!");
            return Optional.of("found '" + (negated ? "=" : keyWords.get(1)) + "', expected: "
                    + (negated ? "',' or 'end of string'" : "in, notin, =, ==, !=, gt, lt"));
        }
        List<String> valueWords = words(value);
        boolean startsWithSymbol = !valueWords.isEmpty() && SYMBOLS.contains(valueWords.getFirst());
        if (startsWithSymbol) {
            return Optional.of("found '" + valueWords.getFirst() + "', expected: identifier");
        }
        return valueWords.size() > 1
                ? Optional.of("found '" + valueWords.get(1) + "', expected: ',' or 'end of string'")
                : Optional.empty();
    }

    /** The words of a text, each symbol one of its own. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (char c : (text + " ").toCharArray()) {
            boolean isSymbol = SYMBOLS.indexOf(c) >= 0;
            if (!isSymbol && !Character.isWhitespace(c)) {
                word.append(c);
                continue;
            }
            if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (isSymbol) {
                words.add(String.valueOf(c));
            }
        }
        return words;
    }

    private static Optional<String> keyProblem(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        if (name.contains("/")) {
            return Optional.of(KEY_RULE + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        if (slash == 0) {
            return Optional.of("prefix part must be non-empty");
        }
        if (slash > MAX_PREFIX_LENGTH) {
            return Optional.of("prefix part must be no more than " + MAX_PREFIX_LENGTH + " bytes");
        }
        if (slash > 0 && !SUBDOMAIN.matcher(key.substring(0, slash)).matches()) {
            return Optional.of(PREFIX_RULE);
        }
        if (name.isEmpty()) {
            return Optional.of("name part must be non-empty");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("name part must be no more than " + MAX_LENGTH + " bytes");
        }
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("name part " + KEY_RULE.substring("a valid label key ".length()));
    }

    private static Optional<String> valueProblem(String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.of("must be no more than " + MAX_LENGTH + " bytes");
        }
        return value.isEmpty() || NAME.matcher(value).matches() ? Optional.empty() : Optional.of(VALUE_RULE);
    }
}
