package io.hyperfleet.adapter.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.document.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final ConfigFlags BOTH = new ConfigFlags("adapter.yaml", "task.yaml", Map.of());

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void writeRightFiles() throws IOException {
        write("adapter.yaml", "adapter: {name: a}");
        write("task.yaml", "{}");
    }

    @Test
    void bothFilesAreReadAndTheTaskIsCompiled() throws IOException {
        write("task.yaml", "params: [{name: id, source: event.id, required: true}]");
        assertThat(load(BOTH)).isInstanceOfSatisfying(ConfigLoader.Result.Loaded.class, loaded -> {
            assertThat(loaded.configuration().adapter().name()).isEqualTo("a");
            assertThat(loaded.configuration().task().params()).hasSize(1);
            assertThat(loaded.configuration().warnings()).isEmpty();
        });
    }

    @Test
    void pathsMayComeFromTheEnvironment() throws IOException {
        write("other.yaml", "adapter: {name: other}");
        environment.put("HYPERFLEET_ADAPTER_CONFIG", "other.yaml");
        environment.put("HYPERFLEET_TASK_CONFIG", "task.yaml");
        assertThat(load(new ConfigFlags("", "", Map.of())))
                .isInstanceOfSatisfying(
                        ConfigLoader.Result.Loaded.class,
                        loaded -> assertThat(loaded.configuration().adapter().name())
                                .isEqualTo("other"));
    }

    @Test
    void taskFileMustBeNamed() {
        assertThat(error(new ConfigFlags("adapter.yaml", "", Map.of())))
                .isEqualTo("failed to load adapter configuration: failed to load task config: task config file path is "
                        + "required (use --task-config flag or HYPERFLEET_TASK_CONFIG env var)");
    }

    @Test
    void missingTaskFileIsNamed() {
        assertThat(error(new ConfigFlags("adapter.yaml", "gone.yaml", Map.of())))
                .isEqualTo("failed to load adapter configuration: failed to load task config: failed to read task "
                        + "config file \"gone.yaml\": open gone.yaml: no such file or directory");
    }

    @Test
    void mistakesOfBothFilesAreToldTogetherThoseOfTheAdapterFileFirst() throws IOException {
        write("adapter.yaml", "adapter: {}");
        write("task.yaml", "nonsense: 1");
        assertThat(error(BOTH))
                .isEqualTo("failed to load adapter configuration: adapter config validation failed: 2 problems\n"
                        + "  adapter.yaml:1:10: adapter.name is required\n"
                        + "  task.yaml:1:1: unknown key \"nonsense\"; known keys are params, preconditions, resources,"
                        + " post");
    }

    @Test
    void oneMistakeIsToldInOneLineThenItsPlace() throws IOException {
        write("task.yaml", "params:\n  - {source: event.id}\n");
        assertThat(error(BOTH))
                .startsWith("failed to load adapter configuration: task config validation failed: params[0].name is "
                        + "required\n  task.yaml:2:5");
    }

    @Test
    void mistakesOfSeveralStagesAreToldAtOnce() throws IOException {
        write("task.yaml", """
                params:
                  - {source: event.id}
                preconditions:
                  - {name: gate, expression: "a ==== b"}
                resources:
                  - {name: r, discovery: {by_name: x}, manifest: {ref: gone.yaml}}
                """);
        assertThat(error(BOTH).lines().toList())
                .first()
                .isEqualTo("failed to load adapter configuration: task config validation failed: 3 problems");
        assertThat(error(BOTH))
                .contains(
                        "\n  task.yaml:2:5: params[0].name is required",
                        "\n  task.yaml:6:56: resources[0].manifest.ref: referenced file \"gone.yaml\" does not exist",
                        "\n  task.yaml:4:35: preconditions[0].expression: CEL parse error: ");
    }

    @Test
    void warningsOfBothFilesAreHandedOn() throws IOException {
        write("adapter.yaml", "adapter: {name: a, version: odd}");
        write("task.yaml", "params: [{name: f, required: true, source: {file: {path: rel/file}}}]");
        assertThat(load(BOTH))
                .isInstanceOfSatisfying(
                        ConfigLoader.Result.Loaded.class,
                        loaded -> assertThat(loaded.configuration().warnings())
                                .extracting(Problem::originalText)
                                .satisfiesExactly(
                                        first -> assertThat(first)
                                                .isEqualTo("Skipping adapter version validation: config version is not "
                                                        + "valid semver"),
                                        second -> assertThat(second).contains("is not absolute")));
    }

    private ConfigLoader.Result load(ConfigFlags flags) {
        return new ConfigLoader(new ConfigFiles(folder, InputStream.nullInputStream()), environment, "0.0.0-dev")
                .load(flags);
    }

    private String error(ConfigFlags flags) {
        return switch (load(flags)) {
            case ConfigLoader.Result.Loaded loaded -> throw new AssertionError("accepted: " + loaded);
            case ConfigLoader.Result.Refused refused -> refused.error();
        };
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
