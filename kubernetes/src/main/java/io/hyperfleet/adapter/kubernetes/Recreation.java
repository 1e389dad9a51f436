package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Ok;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Reason;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Deletes an object, waits until it is gone and creates it anew.
 *
 * <p>Between the two the object is missing: when the deadline comes first, or somebody else creates one of that name,
 * the run fails as transient and the next one creates it.
 */
final class Recreation {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** For callers without a deadline. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final ClusterObjects objects;

    Recreation(ClusterObjects objects) {
        this.objects = objects;
    }

    ObjectResult<Resource> recreate(Resource manifest, Resource existing, Deadline deadline) {
        ObjectName object = ObjectName.of(manifest);
        if (objects.delete(object, null, deadline)
                        instanceof Refusal<Resource>(Reason reason, String message, FailureClass classification)
                && reason != Reason.NOT_FOUND) {
            return new Refusal<>(reason, "failed to delete resource for recreation: " + message, classification);
        }
        return switch (awaitDeletion(object, existing, deadline)) {
            case Refusal<Boolean>(Reason reason, String message, FailureClass classification) ->
                new Refusal<>(reason, "failed waiting for resource deletion: " + message, classification);
            case Ok<Boolean> _ -> objects.create(manifest, deadline);
        };
    }

    private ObjectResult<Boolean> awaitDeletion(ObjectName object, Resource deleted, Deadline deadline) {
        Deadline longest = Deadline.in(deadline.remaining(LONGEST_WAIT));
        while (true) {
            Resource current;
            switch (objects.get(object, deadline)) {
                case Refusal<Resource>(Reason reason, String _, FailureClass _)
                when reason == Reason.NOT_FOUND -> {
                    return new Ok<>(true);
                }
                case Refusal<Resource>(Reason reason, String message, FailureClass classification) -> {
                    if (deadline.expired()) {
                        return outOfTime("context deadline exceeded", List.of());
                    }
                    return new Refusal<>(reason, "error checking deletion status: " + message, classification);
                }
                case Ok<Resource>(Resource resource) -> current = resource;
            }
            boolean isAnother = !Objects.equals(
                    current.metadata().get("uid"), deleted.metadata().get("uid"));
            if (isAnother) {
                return new Ok<>(true);
            }
            if (longest.remaining(POLL_INTERVAL).compareTo(POLL_INTERVAL) < 0) {
                return outOfTime("context deadline exceeded", finalizers(current));
            }
            try {
                Thread.sleep(POLL_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return outOfTime("context canceled", List.of());
            }
        }
    }

    private static ObjectResult<Boolean> outOfTime(String cause, List<?> finalizers) {
        String hint = finalizers.isEmpty() ? "" : "; it has the finalizers " + finalizers;
        return new Refusal<>(
                Reason.OTHER,
                "context canceled while waiting for resource deletion: " + cause + hint,
                FailureClass.TRANSIENT);
    }

    private static List<?> finalizers(Resource resource) {
        return resource.metadata().get("finalizers") instanceof List<?> list ? list : List.of();
    }
}
