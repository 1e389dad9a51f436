package io.hyperfleet.adapter.app.validate;

import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigInspection;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.TextFile;
import io.hyperfleet.adapter.engine.task.TaskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the files that are meant, examines each, and what only shows when adapter and task are seen together. */
final class Validator {

    private final ConfigFiles files;
    private final ConfigInspection inspection;

    private final Map<ConfigKind, Set<String>> paths = new EnumMap<>(ConfigKind.class);
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<TaskFile> tasks = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Validator(ConfigFiles files, ConfigInspection inspection) {
        this.files = files;
        this.inspection = inspection;
        for (ConfigKind kind : ConfigKind.values()) {
            paths.put(kind, new LinkedHashSet<>());
        }
    }

    ValidationReport validate(ValidateOptions options) {
        if (options.namesNothing()) {
            paths(ConfigKind.ADAPTER).add("");
            paths(ConfigKind.TASK).add("");
        }
        add(ConfigKind.ADAPTER, options.adapterConfig());
        add(ConfigKind.TASK, options.taskConfig());
        add(ConfigKind.BROKER, options.brokerConfig());
        options.others().forEach(this::addByContent);
        examine();
        Set<String> examined = new LinkedHashSet<>();
        paths.values().forEach(examined::addAll);
        examined.remove("");
        return new ValidationReport(List.copyOf(examined), texts, tasks, problems);
    }

    private void add(ConfigKind kind, String path) {
        if (path.isEmpty()) {
            return;
        }
        if (files.isFolder(path)) {
            walk(path, kind);
        } else {
            paths(kind).add(path);
        }
    }

    private void addByContent(String path) {
        if (files.isFolder(path)) {
            for (ConfigKind kind : ConfigKind.values()) {
                walk(path, kind);
            }
            return;
        }
        Optional<ConfigKind> kind = kind(path);
        if (kind.isPresent()) {
            paths(kind.get()).add(path);
        } else {
            problems.add(Problem.error("file-kind", null, "", path + " is no configuration file of an adapter")
                    .withHint("an adapter configuration has adapter and clients, a task has params, preconditions,"
                            + " resources or post; name it with --config, --task-config or --broker-config"));
        }
    }

    /** The files of that kind in a folder and below; others are passed over. */
    private void walk(String folder, ConfigKind kind) {
        try {
            files.yamlFiles(folder).stream()
                    .filter(file -> kind(file).equals(Optional.of(kind)))
                    .forEach(paths(kind)::add);
        } catch (IOException e) {
            problems.add(Problem.error("unreadable-file", null, "", "cannot read folder " + folder + ": " + e));
        }
    }

    private Optional<ConfigKind> kind(String path) {
        return files.read(path) instanceof TextFile.Content.Text(String text)
                ? ConfigKind.of(path, text)
                : Optional.empty();
    }

    private void examine() {
        for (String path : paths(ConfigKind.ADAPTER)) {
            keep(inspection.adapter(path));
        }
        for (String path : paths(ConfigKind.TASK)) {
            keep(inspection.task(path));
        }
        for (String path : paths(ConfigKind.BROKER)) {
            keep(inspection.broker(path));
        }
        if (paths(ConfigKind.ADAPTER).size() == 1) {
            problems.addAll(inspection.together());
        }
    }

    private void keep(ConfigInspection.Inspected inspected) {
        texts.putAll(inspected.texts());
        problems.addAll(inspected.problems());
        inspected.task().ifPresent(tasks::add);
    }

    private Set<String> paths(ConfigKind kind) {
        return paths.getOrDefault(kind, Set.of());
    }
}
