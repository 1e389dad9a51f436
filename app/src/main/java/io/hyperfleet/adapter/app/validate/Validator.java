package io.hyperfleet.adapter.app.validate;

import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigInspection;
import io.hyperfleet.adapter.engine.document.Place;
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
            int before = paths(kind).size();
            walk(path, kind);
            if (paths(kind).size() == before) {
                problems.add(Problem.error(
                        "file-kind",
                        new Place(path, 1, 1),
                        "",
                        "no " + kind.description() + " in folder " + path + " or below"));
            }
        } else {
            paths(kind).add(path);
        }
    }

    private void addByContent(String path) {
        if (files.isFolder(path)) {
            addFolder(path);
            return;
        }
        Set<ConfigKind> kinds = kinds(path);
        kinds.forEach(kind -> paths(kind).add(path));
        if (kinds.isEmpty()) {
            problems.add(notOurs(path));
        }
    }

    private void addFolder(String folder) {
        int before = paths.values().stream().mapToInt(Set::size).sum();
        for (ConfigKind kind : ConfigKind.values()) {
            walk(folder, kind);
        }
        if (paths.values().stream().mapToInt(Set::size).sum() == before) {
            problems.add(Problem.error(
                    "file-kind",
                    new Place(folder, 1, 1),
                    "",
                    "no configuration file of an adapter in folder " + folder + " or below"));
        }
    }

    /** A file that cannot be read, or is none of the three. */
    private Problem notOurs(String path) {
        Place place = new Place(path, 1, 1);
        if (files.read(path) instanceof TextFile.Content.Unreadable(String reason)) {
            return Problem.error("unreadable-file", place, "", reason);
        }
        return Problem.error("file-kind", place, "", path + " is no configuration file of an adapter")
                .withHint("an adapter configuration has adapter and clients, a task has params, preconditions,"
                        + " resources or post; name it with --config, --task-config or --broker-config");
    }

    /** The files of that kind in a folder and below; others are passed over. */
    private void walk(String folder, ConfigKind kind) {
        try {
            files.yamlFiles(folder).stream()
                    .filter(file -> kinds(file).contains(kind))
                    .forEach(paths(kind)::add);
        } catch (IOException e) {
            problems.add(Problem.error(
                    "unreadable-file", new Place(folder, 1, 1), "", "cannot read folder " + folder + ": " + e));
        }
    }

    private Set<ConfigKind> kinds(String path) {
        return files.read(path) instanceof TextFile.Content.Text(String text) ? ConfigKind.of(path, text) : Set.of();
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
