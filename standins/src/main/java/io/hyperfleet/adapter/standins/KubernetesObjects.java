package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The objects of the Kubernetes stand-in and what an API server and its namespace and garbage controllers do to them.
 *
 * <p>Each method is one transaction. What a caller gets is a copy.
 */
final class KubernetesObjects {

    private static final int HISTORY = 10_000;
    private static final long FIRST_VERSION = 100;
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";
    private static final List<String> SERVER_OWNED = List.of(
            "uid",
            "namespace",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "resourceVersion");

    private final NavigableMap<ObjectKey, ObjectNode> objects = new TreeMap<>(ObjectKey.ORDER);
    private final Map<ObjectKey, String> writers = new HashMap<>();
    private final Map<ObjectKey, Long> deletionRequests = new HashMap<>();
    private final Deque<ObjectChange> history = new ArrayDeque<>();
    private long version = FIRST_VERSION;
    private long oldestVersion = FIRST_VERSION;

    synchronized long version() {
        return version;
    }

    synchronized Optional<ObjectNode> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(ObjectNode::deepCopy);
    }

    /** The objects of a type, in one namespace or, when that is empty, in all. */
    synchronized List<ObjectNode> list(ApiType type, String namespace, Predicate<JsonNode> filter) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().type().equals(type))
                .filter(entry ->
                        namespace.isEmpty() || entry.getKey().namespace().equals(namespace))
                .filter(entry -> filter.test(entry.getValue()))
                .map(entry -> entry.getValue().deepCopy())
                .toList();
    }

    synchronized Answer create(ObjectKey key, ObjectNode manifest) {
        ApiType type = key.type();
        Optional<Answer> refusal = KindRules.checkMetadata(type, manifest)
                .or(() -> KindRules.checkName(type, key.name()))
                .or(() -> checkNamespace(key));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ObjectNode existing = objects.get(key);
        if (existing != null) {
            return KubernetesStatus.alreadyExists(type, key.name(), isBeingDeleted(existing));
        }
        ObjectNode object = manifest.deepCopy();
        ObjectNode metadata = object.withObject("/metadata");
        metadata.remove(SERVER_OWNED);
        metadata.remove("managedFields");
        metadata.put("name", key.name())
                .put("uid", UUID.randomUUID().toString())
                .put("creationTimestamp", now());
        if (type.namespaced()) {
            metadata.put("namespace", key.namespace());
        }
        if (type.countsGenerations()) {
            metadata.put("generation", 1);
        }
        if (type.hasStatus()) {
            object.remove("status");
        }
        KindRules.complete(type, object);
        return Answer.json(201, store(ObjectChange.Kind.ADDED, key, object));
    }

    /** Replaces an object by what a client sent, except what only the server writes. */
    synchronized Answer update(ObjectKey key, ObjectNode incoming) {
        ObjectNode current = objects.get(key);
        if (current == null) {
            return KubernetesStatus.notFound(key.type(), key.name());
        }
        Optional<Answer> refusal =
                KindRules.checkMetadata(key.type(), incoming).or(() -> checkPreconditions(key, current, incoming));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ObjectNode next = incoming.deepCopy();
        takeServerOwned(current, next);
        if (key.type().hasStatus()) {
            take("status", current, next);
        }
        if (key.type().equals(ApiTypes.NAMESPACE)) {
            take("spec", current, next);
            KindRules.completeNamespace(next);
        }
        return KindRules.checkUpdate(key.type(), current, next).orElseGet(() -> change(key, current, next));
    }

    /** Merges what a client applies into the object, which is created when there is none. */
    synchronized Answer apply(ObjectKey key, ObjectNode manifest, String manager) {
        ObjectNode current = objects.get(key);
        if (current == null) {
            ObjectNode owned = manifest.deepCopy();
            Answer created = create(key, owned);
            ObjectNode stored = objects.get(key);
            if (stored == null) {
                return created;
            }
            FieldOwners.created(stored, manifest, manager);
            return Answer.json(201, stored);
        }
        Optional<Answer> refusal =
                KindRules.checkMetadata(key.type(), manifest).or(() -> checkPreconditions(key, current, manifest));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ObjectNode next = FieldOwners.apply(current, manifest, manager, writers.getOrDefault(key, manager));
        return KindRules.checkUpdate(key.type(), current, next).orElseGet(() -> change(key, current, next));
    }

    /** Who wrote an object as a whole last: the start of the client's user agent. */
    synchronized void writtenBy(ObjectKey key, String manager) {
        writers.put(key, manager);
    }

    /** Replaces the status of an object and nothing else. */
    synchronized Answer updateStatus(ObjectKey key, ObjectNode incoming) {
        ObjectNode current = objects.get(key);
        if (current == null) {
            return KubernetesStatus.notFound(key.type(), key.name());
        }
        return checkPreconditions(key, current, incoming).orElseGet(() -> {
            ObjectNode next = current.deepCopy();
            take("status", incoming, next);
            return change(key, current, next);
        });
    }

    /**
     * Deletes an object: at once, or, when finalizers hold it or the policy says so, by marking it.
     *
     * @param options the DeleteOptions of the request, a missing node when there are none
     */
    synchronized Answer delete(ObjectKey key, JsonNode options) {
        ObjectNode current = objects.get(key);
        if (current == null) {
            return KubernetesStatus.notFound(key.type(), key.name());
        }
        ObjectNode preconditions = Json.object();
        preconditions.set("metadata", options.path("preconditions").isObject() ? options.get("preconditions") : null);
        Optional<Answer> refusal = checkPreconditions(key, current, preconditions);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String policy = options.path("propagationPolicy").asText("Background");
        String finalizer = switch (policy) {
            case "Foreground" -> FOREGROUND;
            case "Orphan" -> ORPHAN;
            case "Background" -> "";
            default -> "?";
        };
        if (finalizer.equals("?")) {
            return KubernetesStatus.badRequest("DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy:"
                    + " Unsupported value: \"" + policy
                    + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
        }
        if (isBeingDeleted(current)) {
            return Answer.json(200, current);
        }
        boolean isNamespace = key.type().equals(ApiTypes.NAMESPACE);
        boolean held =
                isNamespace || !finalizer.isEmpty() || !finalizers(current).isEmpty();
        if (!held) {
            remove(key);
            return KubernetesStatus.deleted(
                    key.type(), key.name(), current.at("/metadata/uid").asText());
        }
        ObjectNode next = current.deepCopy();
        next.withObject("/metadata").put("deletionTimestamp", now());
        deletionRequests.put(key, System.nanoTime());
        if (!finalizer.isEmpty()) {
            next.withObject("/metadata").withArray("/finalizers").add(finalizer);
        }
        if (isNamespace) {
            next.withObject("/status").put("phase", "Terminating");
        }
        return Answer.json(200, store(ObjectChange.Kind.MODIFIED, key, next));
    }

    /**
     * What the namespace and garbage controllers do: one step towards the end of what was deleted that long ago.
     *
     * @return whether something is still being deleted
     */
    synchronized boolean collectGarbage(Duration age) {
        for (ObjectKey key : List.copyOf(deletionRequests.keySet())) {
            ObjectNode object = objects.get(key);
            long nanos = System.nanoTime() - deletionRequests.getOrDefault(key, System.nanoTime());
            if (object != null && nanos >= age.toNanos()) {
                collect(key, object);
            }
        }
        return !deletionRequests.isEmpty();
    }

    /** Puts an object in place as another client would have done, its status included. */
    synchronized ObjectNode put(ObjectKey key, ObjectNode object) {
        ObjectNode existing = objects.get(key);
        if (existing == null) {
            create(key, object);
        }
        ObjectNode current = objects.get(key);
        if (current == null) {
            throw new IllegalArgumentException("refused: " + key);
        }
        ObjectNode next = object.deepCopy();
        takeServerOwned(current, next);
        if (key.type().equals(ApiTypes.NAMESPACE)) {
            KindRules.completeNamespace(next);
        }
        change(key, current, next);
        return objects.getOrDefault(key, next).deepCopy();
    }

    /** The changes after a version, waiting for the first one; nothing when so much of the past is not known any more. */
    synchronized Optional<List<ObjectChange>> changesAfter(long since, Duration patience) throws InterruptedException {
        if (since < oldestVersion) {
            return Optional.empty();
        }
        long end = System.nanoTime() + patience.toNanos();
        while (version <= since) {
            long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return Optional.of(List.of());
            }
            wait(millis);
        }
        return Optional.of(
                history.stream().filter(change -> change.version() > since).toList());
    }

    /** Forgets the changes so far: who watches from before now is told to list again. */
    synchronized void forgetHistory() {
        history.clear();
        version++;
        oldestVersion = version;
        notifyAll();
    }

    private Optional<Answer> checkNamespace(ObjectKey key) {
        if (!key.type().namespaced()) {
            return Optional.empty();
        }
        ObjectNode namespace = objects.get(ObjectKey.namespace(key.namespace()));
        if (namespace == null) {
            return Optional.of(KubernetesStatus.notFound(ApiTypes.NAMESPACE, key.namespace()));
        }
        return isBeingDeleted(namespace)
                ? Optional.of(KubernetesStatus.terminating(key.type(), key.name(), key.namespace()))
                : Optional.empty();
    }

    private static Optional<Answer> checkPreconditions(ObjectKey key, ObjectNode current, ObjectNode incoming) {
        JsonNode metadata = current.path("metadata");
        String uid = incoming.at("/metadata/uid").asText("");
        if (!uid.isEmpty() && !uid.equals(metadata.path("uid").asText())) {
            return Optional.of(KubernetesStatus.conflict(
                    key.type(),
                    key.name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: "
                            + metadata.path("uid").asText()));
        }
        String wanted = incoming.at("/metadata/resourceVersion").asText("");
        if (!wanted.isEmpty() && !wanted.equals(metadata.path("resourceVersion").asText())) {
            return Optional.of(KubernetesStatus.modified(key.type(), key.name()));
        }
        return Optional.empty();
    }

    private Answer change(ObjectKey key, ObjectNode current, ObjectNode next) {
        if (key.type().countsGenerations() && !content(current).equals(content(next))) {
            long generation = current.at("/metadata/generation").asLong();
            next.withObject("/metadata").put("generation", generation + 1);
        }
        if (next.equals(current)) {
            return Answer.json(200, current);
        }
        boolean released = isBeingDeleted(next)
                && finalizers(next).isEmpty()
                && !key.type().equals(ApiTypes.NAMESPACE);
        if (released) {
            remove(key);
            return Answer.json(200, next);
        }
        return Answer.json(200, store(ObjectChange.Kind.MODIFIED, key, next));
    }

    private void collect(ObjectKey key, ObjectNode object) {
        if (key.type().equals(ApiTypes.NAMESPACE) && !emptied(key.name())) {
            return;
        }
        ObjectNode next = object.deepCopy();
        ArrayNode left = next.withObject("/metadata").putArray("finalizers");
        finalizers(object).stream()
                .filter(finalizer -> !finalizer.equals(FOREGROUND) && !finalizer.equals(ORPHAN))
                .forEach(left::add);
        if (left.isEmpty()) {
            remove(key);
        } else if (left.size() < finalizers(object).size()) {
            store(ObjectChange.Kind.MODIFIED, key, next);
        }
    }

    private boolean emptied(String namespace) {
        for (ObjectKey key : List.copyOf(objects.keySet())) {
            if (key.namespace().equals(namespace)) {
                delete(key, Json.object());
            }
        }
        return objects.keySet().stream().noneMatch(key -> key.namespace().equals(namespace));
    }

    private ObjectNode store(ObjectChange.Kind kind, ObjectKey key, ObjectNode object) {
        version++;
        object.withObject("/metadata").put("resourceVersion", Long.toString(version));
        objects.put(key, object);
        remember(new ObjectChange(version, kind, key, object.deepCopy()));
        return object.deepCopy();
    }

    private void remove(ObjectKey key) {
        ObjectNode removed = objects.remove(key);
        if (removed == null) {
            return;
        }
        deletionRequests.remove(key);
        version++;
        ObjectNode last = removed.deepCopy();
        last.withObject("/metadata").put("resourceVersion", Long.toString(version));
        remember(new ObjectChange(version, ObjectChange.Kind.DELETED, key, last));
        if (!finalizers(removed).contains(ORPHAN)) {
            removeDependents(removed.at("/metadata/uid").asText());
        }
    }

    private void removeDependents(String ownerUid) {
        for (ObjectKey key : List.copyOf(objects.keySet())) {
            ObjectNode object = objects.get(key);
            JsonNode owners = object == null ? Json.object() : object.at("/metadata/ownerReferences");
            if (owners.size() == 1 && owners.get(0).path("uid").asText().equals(ownerUid)) {
                delete(key, Json.object());
            }
        }
    }

    private void remember(ObjectChange change) {
        history.addLast(change);
        if (history.size() > HISTORY) {
            oldestVersion = history.removeFirst().version();
        }
        notifyAll();
    }

    private static void takeServerOwned(ObjectNode current, ObjectNode next) {
        ObjectNode metadata = next.withObject("/metadata");
        if (!metadata.has("managedFields") && current.path("metadata").has("managedFields")) {
            metadata.set("managedFields", current.at("/metadata/managedFields").deepCopy());
        }
        SERVER_OWNED.forEach(field -> take(field, (ObjectNode) current.get("metadata"), metadata));
    }

    private static void take(String field, ObjectNode from, ObjectNode to) {
        if (from.has(field)) {
            to.set(field, from.get(field).deepCopy());
        } else {
            to.remove(field);
        }
    }

    private static ObjectNode content(ObjectNode object) {
        return object.deepCopy().remove(List.of("metadata", "status"));
    }

    private static boolean isBeingDeleted(ObjectNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    private static List<String> finalizers(ObjectNode object) {
        return object.at("/metadata/finalizers")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
