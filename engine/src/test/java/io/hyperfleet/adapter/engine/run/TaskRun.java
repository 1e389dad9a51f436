package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.TaskCompiler;
import io.hyperfleet.adapter.engine.task.TaskLoadResult;
import io.hyperfleet.adapter.engine.task.TaskLoader;
import io.hyperfleet.adapter.engine.value.Resource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task as text and the world it runs in, for tests. */
public final class TaskRun {

    private final CompiledTask task;
    private final RecordedApi api = new RecordedApi();
    private final RecordedCluster cluster = new RecordedCluster();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private String data = "{\"id\":\"c1\",\"kind\":\"Cluster\",\"generation\":3}";

    public TaskRun(String yaml) {
        this.task = compile(yaml);
    }

    private static CompiledTask compile(String yaml) {
        Source noFiles = reference -> new Source.Content.Refused("no files");
        TaskLoadResult loaded = TaskLoader.load("task.yaml", yaml, noFiles, Map.of());
        if (!loaded.errors().isEmpty()) {
            throw new IllegalArgumentException("the task is wrong: " + loaded.errors());
        }
        return switch (TaskCompiler.compile(loaded.task().orElseThrow())) {
            case TaskCompiler.Compilation.Done(CompiledTask compiled) -> compiled;
            case TaskCompiler.Compilation.Refused refused ->
                throw new IllegalArgumentException("the task is wrong: " + refused.problems());
        };
    }

    public TaskRun data(String json) {
        this.data = json;
        return this;
    }

    public TaskRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    TaskRun file(String path, String content) {
        files.put(path, content);
        return this;
    }

    public TaskRun answer(String method, String url, int status, String body) {
        api.answer(method, url, status, body);
        return this;
    }

    TaskRun unanswered(String method, String url, String message) {
        api.fail(method, url, message);
        return this;
    }

    public TaskRun existing(String yaml) {
        cluster.add(object(yaml));
        return this;
    }

    static Resource object(String yaml) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        try {
            if (Yaml.read("object.yaml", yaml).value() instanceof Map<?, ?> map) {
                map.forEach((key, value) -> content.put(String.valueOf(key), value));
            }
        } catch (YamlSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        return new Resource(content);
    }

    RecordedApi api() {
        return api;
    }

    RecordedCluster cluster() {
        return cluster;
    }

    public List<RunEvent> events() {
        return events;
    }

    <T extends RunEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public Event event() {
        return new Event("e1", "test.changed", "/test", null, EventData.parse(data), Map.of());
    }

    public RunResult run() {
        return run(events::add);
    }

    public RunResult run(RunObserver observer) {
        ParamFiles paramFiles = (path, limit) -> files.containsKey(path)
                ? new ParamFiles.FileContent.Text(files.get(path))
                : new ParamFiles.FileContent.Unreadable("opening \"" + path + "\": no such file or directory");
        Map<String, @Nullable Object> config = Map.of("adapter", Map.of("name", "tester"));
        RunPorts ports = new RunPorts(
                api,
                Map.of(Client.KUBERNETES, cluster, Client.MAESTRO, cluster),
                environment,
                paramFiles,
                new RunPorts.AdapterInfo("tester", "1.0.0"),
                config,
                config,
                InstantSource.system());
        return TaskRunner.run(task, event(), ports, observer, Deadline.none());
    }
}
