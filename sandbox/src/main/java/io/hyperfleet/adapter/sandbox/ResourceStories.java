package io.hyperfleet.adapter.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.sandbox.Console.Tone;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import io.hyperfleet.adapter.standins.ReconcileEvent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells what becomes of the resources at the API: created, changed, reconciled, gone. */
final class ResourceStories {

    private final HyperFleetApiStandIn api;
    private final Options.Kind kind;
    private final Console console;
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> reconciled = new ConcurrentHashMap<>();
    private @Nullable Narrator narrator;

    /** How far a resource has come since its last change. */
    private record Progress(long sinceNanos, boolean deleting) {}

    ResourceStories(HyperFleetApiStandIn api, Options.Kind kind, Console console) {
        this.api = api;
        this.kind = kind;
        this.console = console;
    }

    /** From now on everything is told there. */
    void tellTo(Narrator listener) {
        narrator = listener;
        api.onChange(this::changed);
    }

    /** Completes when the resource has been reconciled for the first time. */
    CompletableFuture<Void> reconciled(String id) {
        return reconciled.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    /** Looks at what a run has made of its resource. */
    void afterRun(String id) {
        Progress current = progress.get(id);
        if (current == null) {
            return;
        }
        Optional<JsonNode> resource = api.resource(id);
        if (resource.isEmpty()) {
            tell("  " + name(id) + "  " + console.paint(Tone.GOOD, "gone") + seconds(current));
            progress.remove(id);
        } else if (api.isReconciled(id) && !current.deleting()) {
            tell("  " + name(id) + "  " + console.paint(Tone.GOOD, "Reconciled=True") + seconds(current));
            progress.remove(id);
            reconciled(id).complete(null);
        }
    }

    /** Looks at everything, for adapters whose runs nobody tells of. */
    void look() {
        progress.keySet().forEach(this::afterRun);
    }

    private void changed(ReconcileEvent event) {
        if (!event.kind().equals(kind.text())) {
            return;
        }
        String id = event.resourceId();
        boolean deleting =
                api.resource(id).map(resource -> resource.has("deleted_time")).orElse(false);
        progress.put(id, new Progress(System.nanoTime(), deleting));
        String what = deleting ? "deletion of" : event.generation() == 1 ? "created" : "changed";
        tell("");
        tell(console.paint(Tone.STRONG, what + " " + name(id)) + "  generation " + event.generation());
    }

    private void tell(String line) {
        if (narrator != null) {
            narrator.remark(line);
        }
    }

    private String name(String id) {
        return kind == Options.Kind.CLUSTER ? "cluster " + id : "node pool " + id;
    }

    private static String seconds(Progress since) {
        return " after %.1f s".formatted((System.nanoTime() - since.sinceNanos()) / 1e9);
    }
}
