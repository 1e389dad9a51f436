package io.hyperfleet.adapter.sandbox;

import io.hyperfleet.adapter.app.EmbeddedAdapter;
import io.hyperfleet.adapter.app.observe.LogSettings;
import io.hyperfleet.adapter.app.observe.LogSettings.LogFormat;
import io.hyperfleet.adapter.app.observe.LogSettings.LogLevel;
import io.hyperfleet.adapter.app.observe.LogSettings.LogTarget;
import io.hyperfleet.adapter.app.observe.Logging;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code adapter sandbox}: where its process begins. */
public final class Main {

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final String HOME_PROPERTY = "adapter.home";

    /** What is heard of the stand-ins. */
    private static final LogSettings WARNINGS = new LogSettings(LogLevel.WARN, LogFormat.TEXT, LogTarget.STDERR);

    private Main() {}

    /** Runs the sandbox and ends the process: 0 when all went well, else 1 with {@code Error: …}. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        int exitCode = switch (Options.read(List.of(arguments))) {
            case Options.Reading.HelpWanted() -> {
                out.print(Options.USAGE);
                yield SUCCESS;
            }
            case Options.Reading.Refused(String error) -> {
                err.println("Error: " + error);
                err.println("Run 'adapter sandbox --help' for usage.");
                yield FAILURE;
            }
            case Options.Reading.Read(Options options) -> {
                Optional<String> error = run(options, out, System.getenv());
                error.ifPresent(message -> err.println("Error: " + message));
                yield error.isPresent() ? FAILURE : SUCCESS;
            }
        };
        System.exit(exitCode);
    }

    private static Optional<String> run(Options options, PrintStream out, Map<String, String> environment)
            throws InterruptedException {
        Path workingFolder = Path.of("").toAbsolutePath();
        Optional<Path> home =
                Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(Path::of);
        Optional<Configurations> configurations = Configurations.find(options, home, workingFolder);
        if (configurations.isEmpty()) {
            return Optional.of("no example found from " + workingFolder
                    + " upwards; name a task: adapter sandbox --config <file> --task-config <file>");
        }
        Console console = Console.ofProcess(out, environment);
        try (Logging _ = Logging.install(WARNINGS, "sandbox", "", environment)) {
            Path folder = Files.createTempDirectory("hyperfleet-sandbox-");
            try {
                AdapterProgram adapter = options.adapter()
                        .<AdapterProgram>map(program -> new AdapterProcess(workingFolder.resolve(program)))
                        .orElse(EmbeddedAdapter::serve);
                return new Sandbox(options, configurations.get(), adapter, console).run(folder, environment);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            return Optional.of("the sandbox could not run: " + e.getMessage());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Output is UTF-8 wherever the process runs, also where no locale is set. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
