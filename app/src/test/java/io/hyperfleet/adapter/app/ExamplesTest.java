package io.hyperfleet.adapter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.cli.CommandLineProgram;
import io.hyperfleet.adapter.app.config.ConfigDump;
import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.app.validate.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the repository can be tried without anything to talk to. */
class ExamplesTest {

    private static final Path EXAMPLES =
            Path.of("..", "examples").toAbsolutePath().normalize();

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleRunsDry(Path example) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = program(print(out), print(err))
                .run(List.of(
                        "serve",
                        "--config=" + example.resolve("adapter-config.yaml"),
                        "--task-config=" + example.resolve("task-config.yaml"),
                        "--dry-run-event=" + example.resolve("event.json"),
                        "--dry-run-api-responses=" + example.resolve("api-responses.json"),
                        "--dry-run-verbose",
                        "--dry-run-strict"));

        String trace = out.toString(StandardCharsets.UTF_8);
        assertThat(exitCode)
                .as("%s%n%s", trace, err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(trace).contains("\"observed_generation\"").doesNotContain("<no value>");
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static CommandLineProgram program(PrintStream out, PrintStream err) {
        Map<String, String> environment = Map.of();
        Path workingDirectory = Path.of("");
        ConfigFiles files = new ConfigFiles(workingDirectory, InputStream.nullInputStream());
        BuildInfo build = BuildInfo.ofThisProgram();
        ConfigLoader loader = new ConfigLoader(files, environment, build.version());
        ConfigDump dump = new ConfigDump(files);
        Program program = new Program(
                build,
                new ServeCommand(build, environment, loader, dump, workingDirectory),
                new DryRunCommand(build, environment, loader, out, err),
                new ConfigDumpCommand(loader, dump, out, err),
                new DeadLetterCommand(Map.of(), loader, Path.of(""), out),
                new ValidateCommand(new Validation(files, environment, build.version()), out),
                out);
        return new CommandLineProgram(program, environment, out, err);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
