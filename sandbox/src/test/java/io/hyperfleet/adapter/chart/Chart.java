package io.hyperfleet.adapter.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The chart of the repository and the Helm that is built into the tests. */
public final class Chart {

    static final Path FOLDER =
            Path.of("..", "charts", "hyperfleet-adapter").toAbsolutePath().normalize();
    static final Path EXAMPLES = FOLDER.resolve("examples");
    static final String NAMESPACE = "fleet";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Chart() {}

    /** Helm's native library is not made for every machine. */
    public static boolean helmRuns() {
        try {
            return !Helm.version().call().isEmpty();
        } catch (LinkageError | RuntimeException e) {
            return false;
        }
    }

    static LintResult lint() {
        return new Helm(FOLDER).lint().call();
    }

    /**
     * Renders as {@code helm template rel charts/hyperfleet-adapter -f <values> --set image.…} would.
     *
     * @param values YAML, most of the time little more than what is to be tested
     * @throws RuntimeException with Helm's message
     */
    public static Rendered render(String values) throws IOException {
        Path file = Files.createTempFile("values", ".yaml");
        try {
            return render(Files.writeString(file, values));
        } finally {
            Files.delete(file);
        }
    }

    static Rendered render(Path values) throws IOException {
        TemplateCommand command = new Helm(FOLDER).template().withName("rel").withNamespace(NAMESPACE);
        Path image = Files.createTempFile("image", ".yaml");
        try {
            Files.writeString(image, "image: {registry: images.invalid, repository: team/adapter, tag: v1}");
            String manifests =
                    command.withValuesFile(image).withValuesFile(values).call();
            try (MappingIterator<JsonNode> documents =
                    YAML.readerFor(JsonNode.class).readValues(manifests)) {
                List<JsonNode> objects = documents.readAll();
                return new Rendered(objects.stream().filter(JsonNode::isObject).toList());
            }
        } finally {
            Files.delete(image);
        }
    }
}
