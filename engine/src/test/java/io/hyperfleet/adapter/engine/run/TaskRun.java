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

    private static final Source NO_FILES = reference -> new Source.Content.Refused("no files");

    private final CompiledTask task;
    private final RecordedApi api = new RecordedApi();
    private final RecordedCluster cluster = new RecordedCluster();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private RunPorts.AdapterInfo adapter = new RunPorts.AdapterInfo("tester", "1.0.0", Map.of());
    private Map<String, @Nullable Object> config = Map.of("adapter", Map.of("name", "tester"));
    private String data = "{\"id\":\"c1\",\"kind\":\"Cluster\",\"generation\":3}";

    public TaskRun(String yaml) {
        this(compile(load(yaml)));
    }

    private TaskRun(CompiledTask task) {
        this.task = task;
    }

    /** A task that need not be one that the program accepts. */
    public static TaskRun unchecked(String yaml) {
        return new TaskRun(compile(TaskLoader.load("task.yaml", yaml, NO_FILES, Map.of())));
    }

    /** Whether the program would start with the task. */
    public static boolean accepts(String yaml) {
        TaskLoadResult loaded = TaskLoader.load("task.yaml", yaml, NO_FILES, Map.of());
        return loaded.errors().isEmpty()
                && TaskCompiler.compile(loaded.task().orElseThrow()) instanceof TaskCompiler.Compilation.Done;
    }

    private static TaskLoadResult load(String yaml) {
        TaskLoadResult loaded = TaskLoader.load("task.yaml", yaml, NO_FILES, Map.of());
        if (!loaded.errors().isEmpty()) {
            throw new IllegalArgumentException("the task is wrong: " + loaded.errors());
        }
        return loaded;
    }

    private static CompiledTask compile(TaskLoadResult loaded) {
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

    public TaskRun configuration(String name, String version, Map<String, @Nullable Object> values) {
        adapter = new RunPorts.AdapterInfo(name, version, Map.of());
        config = values;
        return this;
    }

    public TaskRun file(String path, String content) {
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

    public List<ApiRequest> requests() {
        return api.requests();
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

    private static ParamFiles.FileContent content(String text, int limit) {
        return text.length() > limit ? new ParamFiles.FileContent.TooLong() : new ParamFiles.FileContent.Text(text);
    }

    public RunResult run() {
        return run(events::add);
    }

    public RunResult run(RunObserver observer) {
        return run(observer, Deadline.none());
    }

    RunResult run(Deadline deadline) {
        return run(events::add, deadline);
    }

    private RunResult run(RunObserver observer, Deadline deadline) {
        ParamFiles paramFiles = (path, limit) -> files.containsKey(path)
                ? content(files.get(path), limit)
                : new ParamFiles.FileContent.Unreadable(
                        "opening \"" + path + "\": open " + path + ": no such file or directory");
        RunPorts ports = new RunPorts(
                api,
                Map.of(Client.KUBERNETES, cluster, Client.MAESTRO, cluster),
                environment,
                paramFiles,
                adapter,
                config,
                config,
                InstantSource.system());
        return TaskRunner.run(task, event(), ports, observer, deadline);
    }
}
