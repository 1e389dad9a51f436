package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.expression.UrlTemplate;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.Dialect;
import io.hyperfleet.adapter.engine.value.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the phases of one run share. Templates see the params and, under their names, {@code adapter} (name and version),
 * {@code config}, {@code env} and {@code event}; expressions see the same, but {@code adapter} is how the run fares and
 * {@code resources} are the objects known. A param of such a name hides the built-in from templates only.
 */
final class RunContext {

    /** What an event's time is divided by to get the part that is kept for the post-actions. */
    private static final int REPORTING_SHARE = 4;

    private static final Duration LONGEST_REPORTING = Duration.ofSeconds(30);

    private final CompiledTask task;
    private final Map<String, @Nullable Object> event;
    private final RunPorts ports;
    private final RunObserver observer;
    private final Deadline endOfWork;
    private final Deadline end;
    private final Map<String, @Nullable Object> params = new LinkedHashMap<>();
    private final Map<String, @Nullable Resource> resources = new LinkedHashMap<>();
    private final AdapterMetadata metadata = new AdapterMetadata();

    RunContext(
            CompiledTask task,
            Map<String, @Nullable Object> event,
            RunPorts ports,
            RunObserver observer,
            Deadline deadline) {
        this.task = task;
        this.event = Collections.unmodifiableMap(event);
        this.ports = ports;
        this.observer = observer;
        this.endOfWork = deadline.earlierBy(deadline.remaining(LONGEST_REPORTING.multipliedBy(REPORTING_SHARE))
                .dividedBy(REPORTING_SHARE));
        this.end = deadline;
        params.put(
                "adapter",
                Map.of(
                        "name",
                        ports.adapter().name(),
                        "version",
                        ports.adapter().version()));
        params.put("config", ports.redactedConfig());
        params.put("env", ports.environment());
        params.put("event", this.event);
        if (task.dialect() == Dialect.ENVELOPE) {
            RunPorts.AdapterInfo adapter = ports.adapter();
            params.put("metadata", Map.of("name", adapter.name(), "labels", adapter.labels()));
        }
    }

    CompiledTask task() {
        return task;
    }

    Map<String, @Nullable Object> event() {
        return event;
    }

    RunPorts ports() {
        return ports;
    }

    /**
     * When a phase has to end. The last quarter of an event's time, at most half a minute, is kept for the post-actions, so
     * that a resource which takes too long is still reported.
     */
    Deadline deadline(Phase phase) {
        return phase == Phase.POST_ACTIONS ? end : endOfWork;
    }

    /** Params, captures and payloads by name; the phases add to it. */
    Map<String, @Nullable Object> params() {
        return params;
    }

    /** The objects known by the names of the task; null stands for an object known to be gone. */
    Map<String, @Nullable Resource> resources() {
        return resources;
    }

    AdapterMetadata metadata() {
        return metadata;
    }

    void tell(RunEvent event) {
        observer.on(event);
    }

    Instant now() {
        return ports.clock().instant();
    }

    Duration since(Instant start) {
        return Duration.between(start, now());
    }

    Evaluation render(Template template) {
        return template.render(templateScope());
    }

    Evaluation render(UrlTemplate template) {
        return template.render(templateScope());
    }

    Evaluation evaluate(CelExpression expression) {
        return expression.evaluate(expressionScope());
    }

    /** A view: it changes as params are added. */
    Scope templateScope() {
        return Scope.of(params);
    }

    /** A snapshot. */
    Scope expressionScope() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(params);
        variables.put("adapter", metadata.variables());
        variables.put("resources", knownResources());
        if (task.dialect() != Dialect.ENVELOPE) {
            // Files of the oldest dialect do not know these two, so their own params of such a name count.
            variables.put("event", event);
            variables.put("env", ports.environment());
        }
        return Scope.of(variables);
    }

    private Map<String, @Nullable Object> knownResources() {
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        resources.forEach((name, resource) -> {
            if (resource != null) {
                known.put(name, resource.content());
            }
        });
        return known;
    }
}
