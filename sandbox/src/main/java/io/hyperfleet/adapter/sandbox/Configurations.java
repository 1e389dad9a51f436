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

    private static final String TASK = "task-config.yaml";

    /**
     * The files that were asked for, else those of the example for the transport.
     *
     * @param home where the examples lie; else they are looked for from the working folder upwards
     * @return nothing when there is no example to be found
     */
    static Optional<Configurations> find(Options options, Optional<Path> home, Path workingFolder) {
        Optional<Path> adapter = options.adapterConfig().map(workingFolder::resolve);
        if (adapter.isEmpty() && options.taskConfig().isPresent()) {
            Path beside = workingFolder.resolve(options.taskConfig().get()).resolveSibling("adapter-config.yaml");
            adapter = Files.exists(beside) ? Optional.of(beside) : example(options, home, workingFolder);
        } else if (adapter.isEmpty()) {
            adapter = example(options, home, workingFolder);
        }
        return adapter.map(Path::normalize).map(found -> {
            Path task = options.taskConfig()
                    .map(workingFolder::resolve)
                    .orElseGet(() -> found.resolveSibling(TASK))
                    .normalize();
            return new Configurations(found, task, shown(task, workingFolder, home));
        });
    }

    private static Optional<Path> example(Options options, Optional<Path> home, Path workingFolder) {
        Path example = Path.of("examples", options.transport().example(), "adapter-config.yaml");
        if (home.isPresent()) {
            return home.map(folder -> folder.resolve(example)).filter(Files::exists);
        }
        for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(example))) {
                return Optional.of(folder.resolve(example));
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
