package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the job and deployment controllers of a cluster would do, without pods: a job runs for a while and completes, a
 * deployment becomes available after a while.
 */
final class WorkloadController {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KubernetesObjects objects;
    private final Duration time;
    private final Consumer<String> finished;
    private long version;

    /**
     * @param time how long a job runs, and how long a deployment takes to become available
     * @param finished told of each one that got there, e.g. {@code job validate}
     */
    WorkloadController(KubernetesObjects objects, Duration time, Consumer<String> finished) {
        this.objects = objects;
        this.time = time;
        this.finished = finished;
    }

    /** Takes up what there is and everything that comes, on the executor's thread. */
    void watch(ScheduledExecutorService executor) {
        version = objects.version();
        for (ApiType type : List.of(ApiTypes.JOB, ApiTypes.DEPLOYMENT)) {
            objects.list(type, "", object -> true).forEach(object -> begin(executor, keyOf(type, object)));
        }
        var _ = executor.scheduleWithFixedDelay(
                () -> lookForNew(executor), POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookForNew(ScheduledExecutorService executor) {
        try {
            for (ObjectChange change :
                    objects.changesAfter(version, Duration.ZERO).orElseGet(List::of)) {
                version = change.version();
                if (change.kind() != ObjectChange.Kind.DELETED && needsWork(change)) {
                    begin(executor, change.key());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean needsWork(ObjectChange change) {
        ObjectNode object = change.object();
        if (change.key().type().equals(ApiTypes.JOB)) {
            return !object.has("status");
        }
        return change.key().type().equals(ApiTypes.DEPLOYMENT)
                && object.at("/status/observedGeneration").asLong()
                        != object.at("/metadata/generation").asLong();
    }

    private void begin(ScheduledExecutorService executor, ObjectKey key) {
        boolean job = key.type().equals(ApiTypes.JOB);
        change(key, job ? WorkloadController::start : WorkloadController::progress);
        var _ = executor.schedule(() -> finish(key, job), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void finish(ObjectKey key, boolean job) {
        if (change(key, job ? WorkloadController::complete : WorkloadController::becomeAvailable)) {
            finished.accept((job ? "job " : "deployment ") + key.name());
        }
    }

    /** Writes a status. */
    private interface StatusChange {
        void apply(ObjectNode object, ObjectNode status);
    }

    /** Whether the object was still there. */
    private boolean change(ObjectKey key, StatusChange change) {
        Optional<ObjectNode> current = objects.get(key);
        current.ifPresent(object -> {
            change.apply(object, object.withObject("/status"));
            objects.updateStatus(key, object);
        });
        return current.isPresent();
    }

    private static void start(ObjectNode job, ObjectNode status) {
        status.put("active", 1).put("ready", 1).put("startTime", now());
    }

    private static void complete(ObjectNode job, ObjectNode status) {
        status.remove(List.of("active"));
        status.put("ready", 0)
                .put("succeeded", job.at("/spec/completions").asInt(1))
                .put("completionTime", now());
        ArrayNode conditions = status.putArray("conditions");
        for (String type : List.of("SuccessCriteriaMet", "Complete")) {
            condition(
                    conditions,
                    type,
                    "CompletionsReached",
                    "Reached expected number of succeeded pods",
                    "lastProbeTime");
        }
    }

    private static void progress(ObjectNode deployment, ObjectNode status) {
        int replicas = deployment.at("/spec/replicas").asInt(1);
        status.put("observedGeneration", deployment.at("/metadata/generation").asLong())
                .put("replicas", replicas)
                .put("unavailableReplicas", replicas);
    }

    private static void becomeAvailable(ObjectNode deployment, ObjectNode status) {
        int replicas = deployment.at("/spec/replicas").asInt(1);
        status.remove(List.of("unavailableReplicas"));
        status.put("updatedReplicas", replicas).put("readyReplicas", replicas).put("availableReplicas", replicas);
        ArrayNode conditions = status.putArray("conditions");
        condition(
                conditions,
                "Available",
                "MinimumReplicasAvailable",
                "Deployment has minimum availability.",
                "lastUpdateTime");
        condition(
                conditions,
                "Progressing",
                "NewReplicaSetAvailable",
                "ReplicaSet has successfully progressed.",
                "lastUpdateTime");
    }

    private static void condition(
            ArrayNode conditions, String type, String reason, String message, String secondTimeField) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", now())
                .put(secondTimeField, now());
    }

    private static ObjectKey keyOf(ApiType type, ObjectNode object) {
        return new ObjectKey(
                type,
                object.at("/metadata/namespace").asText(),
                object.at("/metadata/name").asText());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
