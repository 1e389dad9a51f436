package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.task.TaskFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines configuration files one by one for {@code validate}: as loading does, and beyond it what only serving would
 * find. What depends on the machine the program will run on, such as the variables a param needs, is only warned of.
 */
public final class ConfigInspection {

    /**
     * @param texts of the file, by its name
     */
    public record Inspected(Map<String, String> texts, List<Problem> problems, Optional<TaskFile> task) {}

    private final ConfigFiles files;
    private final Map<String, String> environment;
    private final ConfigLoader loader;
    private final List<AdapterExamination> adapters = new ArrayList<>();
    private final List<TaskFile> tasks = new ArrayList<>();

    public ConfigInspection(ConfigFiles files, Map<String, String> environment, String programVersion) {
        this.files = files;
        this.environment = environment;
        this.loader = new ConfigLoader(files, environment, programVersion);
    }

    /**
     * @param path empty for where serving would look for it
     */
    public Inspected adapter(String path) {
        AdapterExamination examination = loader.examineAdapter(new ConfigFlags(path, "", Map.of()));
        adapters.add(examination);
        List<Problem> problems = new ArrayList<>(placed(examination.findings().problems(), examination.file()));
        examination.content().ifPresent(content -> problems.addAll(new ServeSettingRules(content).check()));
        return new Inspected(Map.of(examination.file(), examination.text()), problems, Optional.empty());
    }

    /**
     * @param path empty for where serving would look for it
     */
    public Inspected task(String path) {
        TaskExamination examination = loader.examineTask(new ConfigFlags("", path, Map.of()));
        examination.task().ifPresent(tasks::add);
        List<Problem> problems = placed(examination.findings().problems(), examination.file()).stream()
                .map(ConfigInspection::softened)
                .toList();
        return new Inspected(Map.of(examination.file(), examination.text()), problems, examination.task());
    }

    public Inspected broker(String path) {
        BrokerFileCheck check = new BrokerFileCheck(files, environment);
        Problems problems = new Problems();
        String text = check.check(path, problems);
        return new Inspected(Map.of(path, text), problems.all(), Optional.empty());
    }

    /** What shows only when the adapter's configuration and the tasks are seen together. */
    public List<Problem> together() {
        Optional<AdapterExamination.Content> adapter =
                adapters.stream().findFirst().flatMap(AdapterExamination::content);
        if (adapter.isEmpty() || adapter.get().config().clients().maestro().isPresent()) {
            return List.of();
        }
        return tasks.stream()
                .flatMap(task -> task.resources().stream())
                .filter(resource -> resource.client() != null
                        && resource.targetCluster() != null
                        && resource.client().text().equals("maestro"))
                .map(ConfigInspection::withoutMaestro)
                .toList();
    }

    private static Problem withoutMaestro(TaskFile.ResourceSpec resource) {
        return Problem.warning(
                        "transport",
                        resource.client() == null
                                ? resource.name().place()
                                : resource.client().place(),
                        resource.path() + ".transport.client",
                        "maestro config is required: the adapter configuration has no clients.maestro")
                .withHint("without it all resources go to the cluster the adapter runs in");
    }

    /** A file that cannot be read has no line; a report names it all the same. */
    private static List<Problem> placed(List<Problem> problems, String file) {
        return problems.stream()
                .map(problem ->
                        problem.code().equals("unreadable-file") ? problem.withPlace(new Place(file, 1, 1)) : problem)
                .toList();
    }

    private static Problem softened(Problem problem) {
        return problem.code().equals("environment-variable")
                ? new Problem(
                        Severity.WARNING,
                        problem.code(),
                        problem.place(),
                        problem.path(),
                        problem.message(),
                        problem.hint(),
                        problem.original())
                : problem;
    }
}
