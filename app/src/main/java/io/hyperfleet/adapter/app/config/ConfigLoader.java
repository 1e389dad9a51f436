package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.FileSource;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.document.TextFile;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.LoadStage;
import io.hyperfleet.adapter.engine.task.TaskCompiler;
import io.hyperfleet.adapter.engine.task.TaskLoadResult;
import io.hyperfleet.adapter.engine.task.TaskLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads both configuration files: first the adapter's with environment and flags, then the task's. Nothing is started or
 * connected. Within a file all problems are told at once; a wrong adapter file keeps the task file from being looked at.
 */
public final class ConfigLoader {

    private static final String PATH_VARIABLE = "HYPERFLEET_TASK_CONFIG";
    private static final String LOADING = "failed to load task config";

    /** What loading came to. */
    public sealed interface Result {

        record Loaded(LoadedConfiguration configuration) implements Result {}

        /**
         * @param warnings found before
         */
        record Refused(Refusal refusal, List<Problem> warnings) implements Result {

            /** What to show as {@code Error: …}. */
            public String error() {
                return "failed to load adapter configuration: " + refusal.message();
            }
        }
    }

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final String programVersion;

    /**
     * @param workingDirectory where relative paths begin
     */
    public ConfigLoader(Path workingDirectory, Map<String, String> environment, String programVersion) {
        this.workingDirectory = workingDirectory;
        this.environment = Map.copyOf(environment);
        this.programVersion = programVersion;
    }

    public Result load(ConfigFlags flags) {
        return switch (new AdapterConfigReader(workingDirectory, environment, programVersion).read(flags)) {
            case AdapterConfigReader.Result.Refused(Refusal refusal) -> new Result.Refused(refusal, List.of());
            case AdapterConfigReader.Result.Read read -> loadTask(flags, read);
        };
    }

    /** What loading the adapter's configuration alone came to. */
    public sealed interface AdapterResult {

        record Loaded(AdapterConfig config) implements AdapterResult {}

        /**
         * @param error what to show as {@code Error: …}
         */
        record Refused(String error) implements AdapterResult {}
    }

    /** For commands that need no task. */
    public AdapterResult loadAdapter(ConfigFlags flags) {
        return switch (new AdapterConfigReader(workingDirectory, environment, programVersion).read(flags)) {
            case AdapterConfigReader.Result.Refused(Refusal refusal) ->
                new AdapterResult.Refused("failed to load adapter configuration: " + refusal.message());
            case AdapterConfigReader.Result.Read read -> new AdapterResult.Loaded(read.config());
        };
    }

    private Result loadTask(ConfigFlags flags, AdapterConfigReader.Result.Read adapter) {
        Optional<String> path = Optional.of(flags.taskPath())
                .filter(given -> !given.isEmpty())
                .or(() -> Optional.ofNullable(environment.get(PATH_VARIABLE)).filter(given -> !given.isEmpty()));
        if (path.isEmpty()) {
            return unreadable(
                    "task config file path is required (use --task-config flag or " + PATH_VARIABLE + " env var)",
                    adapter);
        }
        Path file = workingDirectory.resolve(path.get());
        return switch (TextFile.read(file, path.get(), Yaml.MAXIMUM_BYTES)) {
            case TextFile.Content.Unreadable(String reason) ->
                unreadable("failed to read task config file \"%s\": %s".formatted(path.get(), reason), adapter);
            case TextFile.Content.Text(String text) -> loadTask(path.get(), text, FileSource.besides(file), adapter);
        };
    }

    private Result loadTask(String path, String text, Source references, AdapterConfigReader.Result.Read adapter) {
        TaskLoadResult task = TaskLoader.load(path, text, references, environment);
        Optional<LoadStage> refusedBy = task.refusedBy();
        if (refusedBy.isPresent()) {
            return new Result.Refused(new Refusal(refusedBy.get().failure(), task.errors()), adapter.warnings());
        }
        List<Problem> warnings = new ArrayList<>(adapter.warnings());
        warnings.addAll(task.warnings());
        return switch (TaskCompiler.compile(task.task().orElseThrow())) {
            case TaskCompiler.Compilation.Refused(List<Problem> problems) ->
                new Result.Refused(new Refusal(LoadStage.SEMANTICS.failure(), problems), adapter.warnings());
            case TaskCompiler.Compilation.Done(CompiledTask compiled) ->
                new Result.Loaded(new LoadedConfiguration(adapter.config(), compiled, path, text, warnings));
        };
    }

    private static Result unreadable(String message, AdapterConfigReader.Result.Read adapter) {
        Problem problem = Problem.error("unreadable-file", null, "", message);
        return new Result.Refused(new Refusal(LOADING, List.of(problem)), adapter.warnings());
    }
}
