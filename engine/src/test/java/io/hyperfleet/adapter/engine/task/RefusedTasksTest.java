package io.hyperfleet.adapter.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the loader against task files that the original program refuses, and its words for them. */
class RefusedTasksTest {

    /** Files below {@code /base}, of which there are none. */
    private static final Source NO_FILES = reference -> new Source.Content.Refused(
            reference.startsWith("..")
                    ? "path \"" + reference + "\" escapes base directory"
                    : "referenced file \"" + reference + "\" does not exist (resolved to \"<CASE>/" + reference
                            + "\")");

    record Refused(String name, String stage, List<?> texts, String task) {

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aBrokenTaskIsRefusedInTheWordsOperatorsKnow(Refused refused) {
        TaskLoadResult result = TaskLoader.load("task.yaml", refused.task(), NO_FILES, Map.of());

        assertThat(TaskTexts.refusedBy(result).map(LoadStage::name)).contains(refused.stage());
        String texts = String.join(
                "\n", result.errors().stream().map(Problem::originalText).toList());
        assertThat(refused.texts()).allSatisfy(text -> assertThat(texts).contains((String) text));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void everyProblemHasItsPlace(Refused refused) {
        TaskLoadResult result = TaskLoader.load("task.yaml", refused.task(), NO_FILES, Map.of());

        long lines = Math.max(1, refused.task().lines().count());
        assertThat(result.errors()).isNotEmpty().allSatisfy(problem -> {
            assertThat(Objects.requireNonNull(problem.place()).line()).isBetween(1, (int) lines);
            assertThat(problem.place().file()).isEqualTo("task.yaml");
        });
    }

    static Stream<Refused> refused() throws Exception {
        try (InputStream stream =
                Objects.requireNonNull(RefusedTasksTest.class.getResourceAsStream("/task/refused.yaml"))) {
            Node document = Yaml.read("refused.yaml", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            return ((Node.Sequence) document)
                    .items().stream()
                            .map(Node.Mapping.class::cast)
                            .map(item -> new Refused(
                                    text(item, "name"),
                                    text(item, "stage"),
                                    (List<?>) Objects.requireNonNull(
                                            item.find("texts").orElseThrow().value()),
                                    text(item, "task")));
        }
    }

    private static String text(Node.Mapping item, String key) {
        return ((Node.Scalar) item.find(key).orElseThrow()).text();
    }
}
