package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.TextFile;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.LoadStage;
import io.hyperfleet.adapter.engine.task.TaskCompiler;
import io.hyperfleet.adapter.engine.task.TaskFile;
import io.hyperfleet.adapter.engine.task.TaskLoadResult;
import io.hyperfleet.adapter.engine.task.TaskLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads both configuration files: the adapter's with environment and flags, and the task's. Nothing is started or
 * connected. All problems of both files are told at once.
 */
public final class ConfigLoader {

    private static final String PATH_VARIABLE = "HYPERFLEET_TASK_CONFIG";
    private static final String LOADING = "failed to load task config";

    /** What loading came to. */
    public sealed interface Result {

        record Loaded(LoadedConfiguration configuration) implements Result {}

        record Refused(Refusal refusal, List<Problem> warnings) implements Result {

            /** What to show as {@code Error: …}. */
            public String error() {
                return "failed to load adapter configuration: " + refusal.message();
            }
        }
    }

    private final ConfigFiles files;
    private final Map<String, String> environment;
    private final AdapterConfigReader adapterReader;

    public ConfigLoader(ConfigFiles files, Map<String, String> environment, String programVersion) {
        this.files = files;
        this.environment = Map.copyOf(environment);
        this.adapterReader = new AdapterConfigReader(files, this.environment, programVersion);
    }

    public Result load(ConfigFlags flags) {
        AdapterExamination adapter = adapterReader.examine(flags);
        TaskExamination task = examineTask(flags);
        Findings findings = new Findings();
        findings.addAll(adapter.findings());
        findings.addAll(task.findings());
        Optional<Refusal> refusal = findings.refusal();
        if (refusal.isPresent()) {
            return new Result.Refused(refusal.get(), findings.warnings());
        }
        return new Result.Loaded(new LoadedConfiguration(
                adapter.config(),
                ConfigSources.of(adapter.content().orElseThrow().values()),
                task.compiled().orElseThrow(),
                task.file(),
                task.text(),
                findings.warnings()));
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
        AdapterExamination adapter = adapterReader.examine(flags);
        Optional<Refusal> refusal = adapter.findings().refusal();
        return refusal.isPresent()
                ? new AdapterResult.Refused(
                        "failed to load adapter configuration: " + refusal.get().message())
                : new AdapterResult.Loaded(adapter.config());
    }

    AdapterExamination examineAdapter(ConfigFlags flags) {
        return adapterReader.examine(flags);
    }

    TaskExamination examineTask(ConfigFlags flags) {
        Optional<String> path = Optional.of(flags.taskPath())
                .filter(given -> !given.isEmpty())
                .or(() -> Optional.ofNullable(environment.get(PATH_VARIABLE)).filter(given -> !given.isEmpty()));
        if (path.isEmpty()) {
            return unreadable(
                    "",
                    "no-file",
                    "task config file path is required (use --task-config flag or " + PATH_VARIABLE + " env var)");
        }
        return switch (files.read(path.get())) {
            case TextFile.Content.Unreadable(String reason) ->
                unreadable(
                        path.get(),
                        "unreadable-file",
                        "failed to read task config file \"%s\": %s".formatted(path.get(), reason));
            case TextFile.Content.Text(String text) -> examineTask(path.get(), text);
        };
    }

    private TaskExamination examineTask(String path, String text) {
        TaskLoadResult loaded = TaskLoader.load(path, text, files.references(path), environment);
        Findings findings = new Findings();
        loaded.problemsByStage().forEach((stage, problems) -> findings.add(stage.failure(), problems));
        Optional<TaskFile> task = loaded.task();
        if (task.isEmpty() || findings.hasErrors()) {
            return new TaskExamination(path, text, task, Optional.empty(), findings);
        }
        return switch (TaskCompiler.compile(task.get())) {
            case TaskCompiler.Compilation.Refused(List<Problem> problems) -> {
                findings.add(LoadStage.SEMANTICS.failure(), problems);
                yield new TaskExamination(path, text, task, Optional.empty(), findings);
            }
            case TaskCompiler.Compilation.Done(CompiledTask compiled) ->
                new TaskExamination(path, text, task, Optional.of(compiled), findings);
        };
    }

    private static TaskExamination unreadable(String path, String code, String message) {
        Findings findings = new Findings();
        findings.add(LOADING, List.of(Problem.error(code, null, "", message)));
        return new TaskExamination(path, "", Optional.empty(), Optional.empty(), findings);
    }
}
