package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.ParamFiles.FileContent;
import io.hyperfleet.adapter.engine.run.RunEvent.Post;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.value.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the payloads of a task in the midst of a run whose params and resources are given. */
public final class PayloadRun {

    private PayloadRun() {}

    /** What building came to, each payload in turn. */
    public record Outcome(
            Map<String, String> payloads,
            List<String> skipped,
            @Nullable String error) {}

    /**
     * @param fared what {@code adapter} is to say, by the names it has in expressions; empty when all went well so far
     */
    public static Outcome of(
            CompiledTask task,
            Map<String, @Nullable Object> event,
            Map<String, @Nullable Object> params,
            Map<String, @Nullable Object> resources,
            Map<String, @Nullable Object> fared) {
        Map<String, String> built = new TreeMap<>();
        RunContext[] run = new RunContext[1];
        RunObserver observer = told -> {
            if (told instanceof Post.PayloadBuilt(String name)) {
                built.put(name, String.valueOf(run[0].params().get(name)));
            }
        };
        run[0] = new RunContext(task, event, ports(), observer, Deadline.in(Duration.ofMinutes(1)));
        run[0].params().putAll(params);
        resources.forEach((name, content) -> {
            if (content instanceof Map<?, ?> object) {
                run[0].resources().put(name, resource(object));
            }
        });
        tell(run[0].metadata(), fared);
        return switch (new PayloadStep(run[0]).carryOut()) {
            case PayloadStep.End.Built(List<String> skipped) -> new Outcome(built, skipped, null);
            case PayloadStep.End.Failed(String reason) -> new Outcome(built, List.of(), reason);
        };
    }

    private static Resource resource(Map<?, ?> object) {
        Map<String, @Nullable Object> content = new TreeMap<>();
        object.forEach((key, value) -> content.put(String.valueOf(key), value));
        return new Resource(content);
    }

    private static void tell(AdapterMetadata metadata, Map<String, @Nullable Object> fared) {
        if (fared.get("executionError") instanceof Map<?, ?> error) {
            metadata.stepFailed(text(error, "phase"), text(error, "step"), text(error, "message"));
        }
        if (fared.containsKey("errorReason")) {
            metadata.phaseFailed(text(fared, "errorReason"), text(fared, "errorMessage"));
        }
        if (Boolean.TRUE.equals(fared.get("resourcesSkipped"))) {
            metadata.resourcesSkipped(text(fared, "skipReason"));
        }
    }

    private static String text(Map<?, ?> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static RunPorts ports() {
        return new RunPorts(
                new RecordedApi(),
                Map.of(),
                Map.of(),
                (_, _) -> new FileContent.TooLong(),
                new RunPorts.AdapterInfo("vec-adapter", "1.2.3", Map.of()),
                Map.of(),
                Map.of(),
                InstantSource.system());
    }
}
