package io.hyperfleet.adapter.engine.document;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads YAML (and so JSON) the way the original program does: the first document of the text, scalars typed by Go's
 * yaml.v3. Limits hold for every text: {@link #MAXIMUM_BYTES}, {@value YamlComposer#MAXIMUM_DEPTH} levels, and no
 * aliases that blow up.
 */
public final class Yaml {

    /** The largest text that is read, in bytes of UTF-8. */
    public static final int MAXIMUM_BYTES = 5 * 1024 * 1024;

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

    private static Optional<Node> compose(String file, String text, Problems repeatedKeys) throws YamlSyntaxException {
        if (text.length() > MAXIMUM_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
            throw YamlErrors.tooLarge(file);
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new YamlComposer(file, content, repeatedKeys).compose();
    }

    private static Node nothing(String file) {
        Place place = new Place(file, 1, 1);
        return new YamlScalar(place, "", "!!null", null, ScalarSource.none());
    }
}
