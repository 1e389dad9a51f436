package io.hyperfleet.adapter.engine.document;

import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** What is said about texts that are no YAML: the words of Go's yaml.v3, with its way of counting lines. */
final class YamlErrors {

    /** The parser's words, up to where they vary, and the ones of yaml.v3. */
    private static final List<Map.Entry<String, String>> WORDS = List.of(
            Map.entry("mapping values are not allowed", "mapping values are not allowed in this context"),
            Map.entry("sequence entries are not allowed", "block sequence entries are not allowed in this context"),
            Map.entry("mapping keys are not allowed", "mapping keys are not allowed in this context"),
            Map.entry("found character", "found character that cannot start any token"),
            Map.entry("found unexpected end of stream", "found unexpected end of stream"),
            Map.entry("found undefined tag handle", "found undefined tag handle"),
            Map.entry("found duplicate YAML directive", "found duplicate %YAML directive"),
            Map.entry("found incompatible YAML document", "found incompatible YAML document"),
            Map.entry("found unknown escape character", "found unknown escape character"),
            Map.entry("could not find expected ':'", "could not find expected ':'"),
            Map.entry("expected ',' or ']'", "did not find expected ',' or ']'"),
            Map.entry("expected ',' or '}'", "did not find expected ',' or '}'"),
            Map.entry("expected '<document start>'", "did not find expected <document start>"),
            Map.entry("expected the node content", "did not find expected node content"),
            Map.entry("expected escape sequence", "did not find expected hexdecimal number"),
            Map.entry("expected chomping or indentation", "did not find expected comment or line break"),
            Map.entry("expected a comment or a line break", "did not find expected comment or line break"));

    private static final String TAB_HINT = "indent with spaces; YAML does not allow tabs there";
    private static final String TEMPLATE_HINT = "a template at the start of a value must be quoted: \"{{ … }}\"";

    private YamlErrors() {}

    static Problem emptyFile(String file) {
        return Problem.error("empty-file", new Place(file, 1, 1), "", "EOF")
                .withHint("the file is empty or holds only comments");
    }

    static YamlSyntaxException tooLarge(String file) {
        return new YamlSyntaxException(
                "yaml: document is larger than " + Yaml.MAXIMUM_BYTES / (1024 * 1024) + " MiB",
                new Place(file, 1, 1),
                null);
    }

    static YamlSyntaxException at(Place place, String message) {
        return new YamlSyntaxException("yaml: " + message, place, null);
    }

    static YamlSyntaxException mapAsKey(Place place, String message) {
        return new YamlSyntaxException("yaml: " + message, place, TEMPLATE_HINT);
    }

    static Problem repeatedKey(Node first, Node again, String text) {
        String message = "mapping key " + GoFormat.quote(text) + " already defined at line "
                + first.place().line();
        return Problem.error("duplicate-key", again.place(), "", message)
                .withHint("keep one of the two")
                .withOriginal("line " + again.place().line() + ": " + message);
    }

    static YamlSyntaxException repeatedKeys(List<Problem> problems) {
        Problem first = problems.getFirst();
        String lines = problems.stream().map(Problem::originalText).collect(Collectors.joining("\n  "));
        return new YamlSyntaxException(
                "yaml: unmarshal errors:\n  " + lines, Objects.requireNonNull(first.place()), first.hint());
    }

    /**
     * @param source the text that was read
     */
    static YamlSyntaxException of(String file, SourceText source, YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            return marked(file, marked);
        }
        if (e instanceof YamlVersionException) {
            return new YamlSyntaxException("yaml: found incompatible YAML document", new Place(file, 1, 1), null);
        }
        if (e instanceof ReaderException) {
            return new YamlSyntaxException("yaml: control characters are not allowed", unprintable(file, source), null);
        }
        return new YamlSyntaxException("yaml: " + e.getMessage(), new Place(file, 1, 1), null);
    }

    private static Place unprintable(String file, SourceText source) {
        int index = 0;
        while (index < source.length() && StreamReader.isPrintable(source.at(index))) {
            index++;
        }
        return source.placeOf(file, index);
    }

    private static YamlSyntaxException marked(String file, MarkedYamlEngineException e) {
        Optional<Mark> problemMark = e.getProblemMark().or(e::getContextMark);
        Place place = problemMark
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElseGet(() -> new Place(file, 1, 1));
        String problem = String.valueOf(e.getProblem());
        String hint = problem.contains("\\t") || problem.contains("TAB") ? TAB_HINT : null;
        return new YamlSyntaxException("yaml: " + linePrefix(e) + words(e.getContext(), problem), place, hint);
    }

    /**
     * The line as yaml.v3 prints it: that of the construct if it does not begin in the first line, else that of the
     * mistake; parser errors count from 0, and a count of 0 is left out.
     */
    private static String linePrefix(MarkedYamlEngineException e) {
        int counted = e.getContextMark().map(Mark::getLine).orElse(0);
        if (counted == 0) {
            counted = e.getProblemMark().map(Mark::getLine).orElse(0);
        }
        if (counted == 0) {
            return "";
        }
        return "line " + (e instanceof ScannerException ? counted + 1 : counted) + ": ";
    }

    private static String words(@Nullable String context, String problem) {
        if (problem.startsWith("expected <block end>")) {
            return context != null && context.contains("collection")
                    ? "did not find expected '-' indicator"
                    : "did not find expected key";
        }
        return WORDS.stream()
                .filter(entry -> problem.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(problem);
    }
}
