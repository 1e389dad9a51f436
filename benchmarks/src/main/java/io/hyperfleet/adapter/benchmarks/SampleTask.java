package io.hyperfleet.adapter.benchmarks;

import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.ParamFiles;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunPorts;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.TaskRunner;
import io.hyperfleet.adapter.engine.task.CompiledResource.Client;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.ManifestTemplate;
import io.hyperfleet.adapter.engine.task.PayloadTemplate;
import io.hyperfleet.adapter.engine.task.TaskCompiler;
import io.hyperfleet.adapter.engine.task.TaskLoadResult;
import io.hyperfleet.adapter.engine.task.TaskLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The task of {@code task.yaml}, an event for it, and the answers that others would give. */
final class SampleTask {

    private static final Source NO_FILES = reference -> new Source.Content.Refused("no files");
    private static final ParamFiles NO_PARAM_FILES = (path, limit) -> new ParamFiles.FileContent.Unreadable("no files");
    private static final RunObserver NOBODY = event -> {};

    private final CompiledTask task = compile(TaskLoader.load("task.yaml", text("task.yaml"), NO_FILES, Map.of()));
    private final String eventData = text("event.json");
    private final RunPorts ports = new RunPorts(
            new FixedAnswer(text("cluster.json")),
            Map.of(Client.KUBERNETES, new EmptyCluster()),
            Map.of("HOME", "/home/adapter", "PATH", "/usr/bin"),
            NO_PARAM_FILES,
            new RunPorts.AdapterInfo("sample", "1.0.0", Map.of()),
            Map.of("adapter", Map.of("name", "sample")),
            Map.of("adapter", Map.of("name", "sample")),
            InstantSource.system());

    private static String text(String resource) {
        try (InputStream in = SampleTask.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompiledTask compile(TaskLoadResult loaded) {
        if (!loaded.errors().isEmpty()) {
            throw new IllegalStateException("the task is wrong: " + loaded.errors());
        }
        return switch (TaskCompiler.compile(loaded.task().orElseThrow())) {
            case TaskCompiler.Compilation.Done(CompiledTask compiled) -> compiled;
            case TaskCompiler.Compilation.Refused(var problems) ->
                throw new IllegalStateException("the task is wrong: " + problems);
        };
    }

    /** As the broker delivers it. */
    String eventData() {
        return eventData;
    }

    ManifestTemplate manifest(String resource) {
        return task.resources().stream()
                .filter(known -> known.name().equals(resource))
                .findFirst()
                .orElseThrow()
                .manifest();
    }

    PayloadTemplate payload() {
        return task.payloads().getFirst().template();
    }

    /** The whole way of one event, its data read, without anything that waits. */
    RunResult run() {
        Event event = new Event("e1", "cluster.reconcile", "/sample", null, EventData.parse(eventData), Map.of());
        return TaskRunner.run(task, event, ports, NOBODY, Deadline.none());
    }

    /** What templates see after the phase of the resources. */
    Map<String, @Nullable Object> templateVariables() {
        return succeeded().params();
    }

    /** What expressions see after the phase of the resources. */
    Map<String, @Nullable Object> expressionVariables() {
        RunResult result = succeeded();
        Map<String, @Nullable Object> resources = new LinkedHashMap<>();
        result.resources().forEach((name, resource) -> {
            if (resource != null) {
                resources.put(name, resource.content());
            }
        });
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(result.params());
        variables.put("resources", resources);
        variables.put("adapter", Map.of("executionStatus", "success", "resourcesSkipped", false, "errorReason", ""));
        return variables;
    }

    private RunResult succeeded() {
        RunResult result = run();
        if (result.failed() || result.resourcesSkipped()) {
            throw new IllegalStateException("the task was not carried out: " + result.outcome());
        }
        return result;
    }
}
