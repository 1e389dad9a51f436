package io.hyperfleet.adapter.engine.document;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML (and so JSON) the way the original program does: the first document of the text, scalars typed by Go's
 * yaml.v3. Limits hold for every text: {@link #MAXIMUM_BYTES}, {@value YamlComposer#MAXIMUM_DEPTH} levels, and no
 * aliases that blow up.
 */
public final class Yaml {

    /** The largest text that is read, in bytes of UTF-8: what fits into a ConfigMap. */
    public static final int MAXIMUM_BYTES = 1024 * 1024;

    /** How many tabs that separate the parts of a line are tolerated. */
    private static final int MAXIMUM_TABS = 100;

    private Yaml() {}

    /**
     * Reads a text for which nothing at all is as good as null, such as a rendered manifest.
     *
     * @param file the name for places
     * @throws YamlSyntaxException for what is no YAML; of several repeated keys the first is told
     */
    public static Node read(String file, String text) throws YamlSyntaxException {
        Problems repeatedKeys = new Problems();
        Node node = compose(file, text, repeatedKeys).orElseGet(() -> nothing(file));
        if (repeatedKeys.hasErrors()) {
            throw YamlErrors.repeatedKeys(repeatedKeys.all());
        }
        return node;
    }

    /**
     * Reads a configuration file, in which nothing at all is a mistake ({@code EOF}).
     *
     * @param problems gets syntax errors and repeated keys
     * @return the document; empty when there is none or it is no YAML
     */
    public static Optional<Node> readFile(String file, String text, Problems problems) {
        try {
            Optional<Node> node = compose(file, text, problems);
            if (node.isEmpty()) {
                problems.add(YamlErrors.emptyFile(file));
            }
            return node;
        } catch (YamlSyntaxException e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }

    /** A whole file as one text whose characters know their places. */
    public static Node.Scalar text(String file, String text) {
        return new YamlScalar(
                new Place(file, 1, 1),
                text,
                ScalarTypes.TEXT,
                text,
                false,
                ScalarSource.wholeFile(new SourceText(text)));
    }

    private static Optional<Node> compose(String file, String text, Problems repeatedKeys) throws YamlSyntaxException {
        if (text.length() > MAXIMUM_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
            throw YamlErrors.tooLarge(file);
        }
        SourceText source = new SourceText(text.startsWith("\uFEFF") ? text.substring(1) : text);
        for (int attempt = 1; ; attempt++) {
            try {
                YamlComposer composer = new YamlComposer(file, source);
                Optional<Node> node = composer.compose();
                repeatedKeys.addAll(composer.repeatedKeys());
                return node;
            } catch (YamlEngineException e) {
                Optional<SourceText> blanked =
                        attempt < MAXIMUM_TABS ? withoutOffendingTab(source, e) : Optional.empty();
                SourceText refused = source;
                source = blanked.orElseThrow(() -> YamlErrors.of(file, refused, e));
            } catch (NumberFormatException e) {
                // the parser's way of meeting the end of the text within an escape sequence
                throw YamlErrors.at(source.placeOf(file, source.length()), "did not find expected hexdecimal number");
            }
        }
    }

    /**
     * Go's parser takes tabs between the parts of a line for blanks, ours does not everywhere. So such a tab is made a
     * blank, which leaves all places as they are, and the text is read again.
     */
    private static Optional<SourceText> withoutOffendingTab(SourceText source, YamlEngineException e) {
        return e instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark().map(Mark::getIndex).flatMap(source::withoutTabAt)
                : Optional.empty();
    }

    private static Node nothing(String file) {
        Place place = new Place(file, 1, 1);
        return new YamlScalar(place, "", "!!null", null, true, ScalarSource.unwritten());
    }
}
