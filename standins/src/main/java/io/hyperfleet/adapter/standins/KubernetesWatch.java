package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A watch: one JSON line for every change after a version, until its time is over or the client goes. */
final class KubernetesWatch implements Answer.Writer {

    private static final int GONE = 410;

    private final KubernetesObjects objects;
    private final Predicate<ObjectChange> wanted;
    private final long deadlineNanos;
    private long version;

    KubernetesWatch(KubernetesObjects objects, Predicate<ObjectChange> wanted, long version, Duration lifetime) {
        this.objects = objects;
        this.wanted = wanted;
        this.version = version;
        this.deadlineNanos = System.nanoTime() + lifetime.toNanos();
    }

    /** The changes of one type that matter to who watches these objects. */
    static Predicate<ObjectChange> changesOf(ResourcePath path, Predicate<JsonNode> filter) {
        return change -> change.key().type().equals(path.type())
                && (path.namespace().isEmpty() || change.key().namespace().equals(path.namespace()))
                && (path.name().isEmpty() || change.key().name().equals(path.name()))
                && filter.test(change.object());
    }

    @Override
    public void writeTo(OutputStream body) throws IOException, InterruptedException {
        body.flush();
        while (System.nanoTime() < deadlineNanos) {
            Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
            Optional<List<ObjectChange>> changes = objects.changesAfter(version, left);
            if (changes.isEmpty()) {
                String message = "too old resource version: " + version + " (" + objects.version() + ")";
                write(body, "ERROR", KubernetesStatus.failureObject(GONE, "Expired", message));
                return;
            }
            for (ObjectChange change : changes.get()) {
                version = change.version();
                if (wanted.test(change)) {
                    write(body, change.kind().name(), change.object());
                }
            }
        }
    }

    /** Writes one line of a watch. */
    static void write(OutputStream body, String type, ObjectNode object) throws IOException {
        ObjectNode line = Json.object().put("type", type);
        line.set("object", object);
        body.write(Json.bytes(line));
        body.write('\n');
        body.flush();
    }
}
