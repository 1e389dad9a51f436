package io.hyperfleet.adapter.app.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.config.TaskKeys.Key;
import io.hyperfleet.adapter.app.config.TaskKeys.Type;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.ProblemCode;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.task.TaskLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Keeps schemas and documentation in step with the program. To write them anew, run with {@code -Dregenerate=true}.
 */
@SuppressWarnings("BadImport") // in these classes a key and a type are those of a configuration file
class GeneratedFilesTest {

    private static final Path ROOT = Path.of("..");
    private static final Source NO_FILES = reference -> new Source.Content.Refused("no file: " + reference);

    @Test
    void theSchemasAreFresh() throws IOException {
        assertFresh("schemas/adapter-config.schema.json", json(Schemas.adapter(), 0) + "\n");
        assertFresh("schemas/task-config.schema.json", json(Schemas.task(), 0) + "\n");
        assertFresh("schemas/broker-config.schema.json", json(Schemas.broker(), 0) + "\n");
    }

    @Test
    void thePageOfAllKeysIsFresh() throws IOException {
        assertFresh("docs/configuration.md", ConfigurationPage.text());
    }

    @Test
    void everyCodeOfAProblemIsExplained() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/problems.md"));
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(page).contains("\n## " + code.text() + "\n\n" + code.meaning());
        }
        assertThat(page.lines().filter(line -> line.startsWith("## ")).count()).isEqualTo(ProblemCode.values().length);
    }

    @Test
    void theReaderKnowsExactlyTheKeysOfTheTable() {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> known = new TreeMap<>();
        compare("", "%s", TaskKeys.TASK.keys(), expected, known);
        assertThat(known).isEqualTo(expected);
    }

    /** Reads a task with a nonsensical key in the block: what is then said to be known there is what the reader reads. */
    private static void compare(
            String path, String task, List<Key> keys, Map<String, String> expected, Map<String, String> known) {
        expected.put(path, keys.stream().map(Key::name).sorted().collect(joining(", ")));
        String text = task.formatted("{zzzzzzzzzzzz: 1" + companion(path) + "}");
        known.put(
                path,
                TaskLoader.load("task.yaml", text, NO_FILES, Map.of()).problems().stream()
                        .filter(problem -> problem.code().equals("unknown-key"))
                        .map(Problem::hint)
                        .map(hint -> String.valueOf(hint).replace("known keys are ", ""))
                        .map(names ->
                                List.of(names.split(", ")).stream().sorted().collect(joining(", ")))
                        .collect(joining("; ")));
        for (Key key : keys) {
            String inner = task.formatted("{" + key.name() + ": %s}");
            String innerPath = path.isEmpty() ? key.name() : path + "." + key.name();
            switch (key.type()) {
                case Type.Block(List<Key> block) -> compare(innerPath, inner, block, expected, known);
                case Type.Items(Type.Block item) ->
                    compare(innerPath, inner.formatted("[%s]"), item.keys(), expected, known);
                case Type.TextOr(Type.Block block) -> compare(innerPath, inner, block.keys(), expected, known);
                case Type.Text _, Type.Choice _, Type.Flag _, Type.Whole _, Type.Free _, Type.Texts _ -> {
                    // nothing inside
                }
            }
        }
    }

    /** The source of a param is read only as far as it is of some kind. */
    private static String companion(String path) {
        return path.equals("params.source") ? ", expression: '1'" : "";
    }

    private static void assertFresh(String file, String wanted) throws IOException {
        Path path = ROOT.resolve(file);
        if (Boolean.getBoolean("regenerate")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, wanted);
        }
        assertThat(Files.readString(path)).isEqualTo(wanted);
    }

    private static String json(Object value, int depth) {
        String indentation = "  ".repeat(depth + 1);
        String end = "\n" + "  ".repeat(depth);
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Map<?, ?> map -> {
                List<String> entries = new ArrayList<>();
                ordered(map)
                        .forEach((key, item) ->
                                entries.add(indentation + quoted(String.valueOf(key)) + ": " + json(item, depth + 1)));
                yield "{\n" + String.join(",\n", entries) + end + "}";
            }
            case List<?> list ->
                list.stream().allMatch(String.class::isInstance)
                        ? list.stream().map(item -> json(item, depth)).collect(joining(", ", "[", "]"))
                        : list.stream()
                                .map(item -> indentation + json(item, depth + 1))
                                .collect(joining(",\n", "[\n", end + "]"));
            case String text -> quoted(text);
            default -> String.valueOf(value);
        };
    }

    /** Maps without an order of their own are sorted, so that every run writes the same. */
    private static Map<?, ?> ordered(Map<?, ?> map) {
        return map instanceof LinkedHashMap ? map : new TreeMap<>(map);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
