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

    /** How long the first watch lasts; then the object is looked for, should the watch have missed something. */
    private static final Duration FIRST_WATCH = Duration.ofSeconds(1);

    private static final Duration LATER_WATCH = Duration.ofSeconds(10);

    /** At least so long between two looks, also where watching is not allowed or the server ends each watch at once. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** For callers without a deadline. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final ClusterObjects objects;

    Recreation(ClusterObjects objects) {
        this.objects = objects;
    }

    ObjectResult<Resource> recreate(Resource manifest, Resource existing, Deadline deadline) {
        ObjectName object = ObjectName.of(manifest);
        Resource deleting;
        switch (objects.delete(object, null, deadline)) {
            case Refusal<Resource>(Reason reason, String _, FailureClass _)
            when reason == Reason.NOT_FOUND -> {
                return objects.create(manifest, deadline);
            }
            case Refusal<Resource>(Reason reason, String message, FailureClass classification) -> {
                return new Refusal<>(reason, "failed to delete resource for recreation: " + message, classification);
            }
            case Ok<Resource>(Resource answer) -> deleting = answer;
        }
        if (deleting.kind().kind().equals("Status")) {
            // Gone at once; what takes its time is answered with the object.
            return objects.create(manifest, deadline);
        }
        try {
            return switch (awaitDeletion(object, existing, deleting, deadline)) {
                case Refusal<Boolean>(Reason reason, String message, FailureClass classification) ->
                    new Refusal<>(reason, "failed waiting for resource deletion: " + message, classification);
                case Ok<Boolean> _ -> objects.create(manifest, deadline);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Refusal<>(
                    Reason.OTHER,
                    "failed waiting for resource deletion: context canceled while waiting for resource deletion:"
                            + " context canceled",
                    FailureClass.TRANSIENT);
        }
    }

    private ObjectResult<Boolean> awaitDeletion(ObjectName object, Resource deleted, Resource answer, Deadline deadline)
            throws InterruptedException {
        Deadline longest = Deadline.in(deadline.remaining(LONGEST_WAIT));
        Resource current = answer;
        for (Duration patience = FIRST_WATCH; ; patience = LATER_WATCH) {
            if (longest.expired()) {
                return outOfTime(finalizers(current));
            }
            Deadline nextLook = Deadline.in(longest.remaining(POLL_INTERVAL));
            if (objects.awaitDeletion(object, current, longest.remaining(patience)) == Watching.SEEN) {
                return new Ok<>(true);
            }
            Thread.sleep(nextLook.remaining(POLL_INTERVAL));
            if (longest.expired()) {
                return outOfTime(finalizers(current));
            }
            switch (objects.get(object, deadline)) {
                case Refusal<Resource>(Reason reason, String _, FailureClass _)
                when reason == Reason.NOT_FOUND -> {
                    return new Ok<>(true);
                }
                case Refusal<Resource>(Reason reason, String message, FailureClass classification) -> {
                    return deadline.expired()
                            ? outOfTime(finalizers(current))
                            : new Refusal<>(reason, "error checking deletion status: " + message, classification);
                }
                case Ok<Resource>(Resource resource) -> current = resource;
            }
            boolean isAnother = !Objects.equals(
                    current.metadata().get("uid"), deleted.metadata().get("uid"));
            if (isAnother) {
                return new Ok<>(true);
            }
        }
    }

    private static ObjectResult<Boolean> outOfTime(List<?> finalizers) {
        String hint = finalizers.isEmpty() ? "" : "; it has the finalizers " + finalizers;
        return new Refusal<>(
                Reason.OTHER,
                "context canceled while waiting for resource deletion: context deadline exceeded" + hint,
                FailureClass.TRANSIENT);
    }

    private static List<?> finalizers(Resource resource) {
        return resource.metadata().get("finalizers") instanceof List<?> list ? list : List.of();
    }
}
