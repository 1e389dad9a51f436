package io.hyperfleet.adapter.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The two configuration files of the adapter in the sandbox.
 *
 * @param shownTask the task's path as a person would write it
 */
record Configurations(Path adapter, Path task, String shownTask) {

    private static final Path EXAMPLE = Path.of("examples", "namespace-job", "adapter-config.yaml");
    private static final String TASK = "task-config.yaml";

    /**
     * The files that were asked for, else those of the first example.
     *
     * @param home where the examples lie; else they are looked for from the working folder upwards
     * @return nothing when there is no example to be found
     */
    static Optional<Configurations> find(Options options, Optional<Path> home, Path workingFolder) {
        Optional<Path> adapter = options.adapterConfig().map(workingFolder::resolve);
        if (adapter.isEmpty() && options.taskConfig().isPresent()) {
            Path beside = workingFolder.resolve(options.taskConfig().get()).resolveSibling("adapter-config.yaml");
            adapter = Files.exists(beside) ? Optional.of(beside) : example(home, workingFolder);
        } else if (adapter.isEmpty()) {
            adapter = example(home, workingFolder);
        }
        return adapter.map(Path::normalize).map(found -> {
            Path task = options.taskConfig()
                    .map(workingFolder::resolve)
                    .orElseGet(() -> found.resolveSibling(TASK))
                    .normalize();
            return new Configurations(found, task, shown(task, workingFolder, home));
        });
    }

    private static Optional<Path> example(Optional<Path> home, Path workingFolder) {
        if (home.isPresent()) {
            return home.map(folder -> folder.resolve(EXAMPLE)).filter(Files::exists);
        }
        for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(EXAMPLE))) {
                return Optional.of(folder.resolve(EXAMPLE));
            }
        }
        return Optional.empty();
    }

    private static String shown(Path task, Path workingFolder, Optional<Path> home) {
        if (task.startsWith(workingFolder)) {
            return workingFolder.relativize(task).toString();
        }
        return home.filter(task::startsWith)
                .map(folder -> folder.relativize(task).toString())
                .orElseGet(task::toString);
    }
}
