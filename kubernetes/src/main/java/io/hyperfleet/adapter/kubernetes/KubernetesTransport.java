package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.ApplyDecision;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Generation;
import io.hyperfleet.adapter.engine.run.ManifestRules;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Ok;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Reason;
import io.hyperfleet.adapter.kubernetes.ObjectResult.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects of one cluster, for many threads at once.
 *
 * <p>Every read is live. An object is replaced as a whole and only if nobody changed it since it was read; if somebody
 * did, it is read and decided upon again. What is already known of an object is not read again: an unchanged object
 * costs one request, a new one two, and each one less when it was observed before.
 */
public final class KubernetesTransport implements ResourceTransport, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesTransport.class);

    /** How often an object is read anew because somebody else changed it in between. */
    private static final int MAX_ROUNDS = 10;

    /** The longest wait before the next round, so that those who write the same object do not meet again. */
    private static final int LONGEST_PAUSE_MILLIS = 50;

    private final ApiServer server;
    private final RandomGenerator random;
    private final ClusterObjects objects;
    private final Recreation recreation;
    private final ServerSideApply serverSide;

    private KubernetesTransport(ApiServer server, RandomGenerator random) {
        this.server = server;
        this.random = random;
        this.objects = new ClusterObjects(server);
        this.recreation = new Recreation(objects);
        this.serverSide = new ServerSideApply(objects);
    }

    /**
     * A transport to the cluster that the settings lead to. No request is made: whether the API server is there shows
     * at the first one.
     */
    public static KubernetesTransport connect(
            KubernetesSettings settings, RandomGenerator random, RequestObserver observer)
            throws KubernetesSetupException {
        Cluster cluster = Cluster.connect(settings);
        return new KubernetesTransport(
                new ApiServer(cluster, settings.rateLimit(), random, observer, ApiServer.Patience.STANDARD), random);
    }

    @Override
    public TransportResult<Applied> apply(ApplyRequest request, Deadline deadline) {
        Resource manifest = request.manifest();
        ObjectName object = ObjectName.of(manifest);
        Optional<String> problem = ManifestRules.problem(manifest);
        if (problem.isPresent()) {
            String message = "invalid manifest of " + object.kindAndName() + ": " + problem.get();
            return new Failed<>(message, FailureClass.TERMINAL);
        }
        if (request.options().serverSideApply() && !request.options().recreateOnChange()) {
            return serverSide.apply(request, deadline);
        }
        Observed observed = request.observed();
        for (int round = 1; ; round++) {
            Optional<Resource> existing;
            switch (existing(object, observed, deadline)) {
                case Done<Optional<Resource>>(Optional<Resource> found) -> existing = found;
                case Failed<Optional<Resource>>(String message, FailureClass classification) -> {
                    String text = "failed to get existing resource " + object.kindAndName() + ": " + message;
                    return new Failed<>(text, classification);
                }
            }
            Attempt attempt = carryOut(request, existing, deadline);
            if (!attempt.overtaken() || round == MAX_ROUNDS) {
                return attempt.result();
            }
            if (round > 1 && !pause(deadline)) {
                return attempt.result();
            }
            observed = new Observed.Unknown();
        }
    }

    @Override
    public TransportResult<Optional<Resource>> get(ResourceAddress address, Deadline deadline) {
        ObjectName object = new ObjectName(address.kind(), address.namespace(), address.name());
        return switch (objects.get(object, deadline)) {
            case Ok<Resource>(Resource resource) -> new Done<>(Optional.of(resource));
            case Refusal<Resource>(Reason reason, String message, FailureClass classification) ->
                isAbsence(reason) ? new Done<>(Optional.empty()) : new Failed<>(message, classification);
        };
    }

    @Override
    public TransportResult<List<Resource>> find(
            ResourceKind kind, String namespace, Map<String, String> labels, String targetCluster, Deadline deadline) {
        String selector = LabelSelector.of(labels);
        Optional<String> problem = LabelSelector.problem(labels);
        if (problem.isPresent()) {
            String message = "hyperfleet-adapter-13: invalid label selector " + selector + ": " + problem.get();
            return new Failed<>(message, FailureClass.TERMINAL);
        }
        return switch (objects.list(kind, namespace, selector, deadline)) {
            case Ok<List<Resource>>(List<Resource> resources) -> new Done<>(resources);
            case Refusal<List<Resource>>(Reason reason, String message, FailureClass classification) ->
                isAbsence(reason) ? new Done<>(List.of()) : new Failed<>(message, classification);
        };
    }

    @Override
    public TransportResult<DeleteOutcome> delete(ResourceAddress address, PropagationPolicy policy, Deadline deadline) {
        ObjectName object = new ObjectName(address.kind(), address.namespace(), address.name());
        return switch (objects.delete(object, policy.text(), deadline)) {
            case Ok<Resource> _ -> new Done<>(DeleteOutcome.REQUESTED);
            case Refusal<Resource>(Reason reason, String message, FailureClass classification) ->
                isAbsence(reason) ? new Done<>(DeleteOutcome.ALREADY_GONE) : new Failed<>(message, classification);
        };
    }

    @Override
    public void close() {
        server.close();
    }

    /** False when there is no time left. */
    private boolean pause(Deadline deadline) {
        try {
            Thread.sleep(deadline.remaining(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS))));
            return !deadline.expired();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isAbsence(Reason reason) {
        return reason == Reason.NOT_FOUND || reason == Reason.UNKNOWN_KIND;
    }

    /**
     * What carrying out a decision came to.
     *
     * @param overtaken whether somebody else created, changed or removed the object in between, so that the decision has
     *     to be taken anew
     */
    private record Attempt(TransportResult<Applied> result, boolean overtaken) {}

    private TransportResult<Optional<Resource>> existing(ObjectName object, Observed observed, Deadline deadline) {
        return switch (observed) {
            case Observed.Present(Resource resource) -> new Done<>(Optional.of(resource));
            case Observed.Absent() -> new Done<>(Optional.empty());
            case Observed.Unknown() ->
                switch (objects.get(object, deadline)) {
                    case Ok<Resource>(Resource resource) -> new Done<>(Optional.of(resource));
                    case Refusal<Resource>(Reason reason, String message, FailureClass classification) ->
                        reason == Reason.NOT_FOUND
                                ? new Done<>(Optional.empty())
                                : new Failed<>(message, classification);
                };
        };
    }

    private Attempt carryOut(ApplyRequest request, Optional<Resource> existing, Deadline deadline) {
        Resource manifest = request.manifest();
        ApplyDecision decision =
                ApplyDecision.of(manifest, existing, request.options().recreateOnChange());
        LOG.debug(
                "ApplyManifest {}: operation={} reason={}",
                ObjectName.of(manifest).kindAndName(),
                decision.operation().text(),
                decision.reason());
        return switch (decision.operation()) {
            case CREATE -> create(request, decision, deadline);
            case UPDATE -> {
                ObjectResult<Resource> updated = objects.update(manifest, existing.orElseThrow(), deadline);
                yield attempt(decision, manifest, updated, true);
            }
            case RECREATE -> {
                ObjectResult<Resource> recreated = recreation.recreate(manifest, existing.orElseThrow(), deadline);
                yield attempt(decision, manifest, recreated, false);
            }
            case SKIP -> skip(request, decision, existing.orElseThrow(), deadline);
            case DELETE -> throw new IllegalStateException("applying never deletes");
        };
    }

    /** Leaves the object alone, unless it is to be held against its manifest and differs. */
    private Attempt skip(ApplyRequest request, ApplyDecision decision, Resource existing, Deadline deadline) {
        Resource manifest = request.manifest();
        boolean isSameGeneration = Generation.of(manifest) == Generation.of(existing);
        if (!request.options().repairDrift() || !isSameGeneration || !Drift.between(manifest, existing)) {
            return attempt(decision, manifest, new Ok<>(existing), false);
        }
        ObjectResult<Resource> repaired = objects.update(manifest, existing, deadline);
        if (repaired instanceof Ok<Resource>(Resource object)
                && Objects.equals(
                        object.metadata().get("resourceVersion"),
                        existing.metadata().get("resourceVersion"))) {
            // Only written differently: the server made the same of it.
            return attempt(decision, manifest, repaired, false);
        }
        String reason = "drift repaired at generation " + Generation.of(manifest);
        return attempt(new ApplyDecision(Operation.UPDATE, reason), manifest, repaired, true);
    }

    /** Creates the object; if somebody else was first, that is as good, unless theirs is of another generation. */
    private Attempt create(ApplyRequest request, ApplyDecision decision, Deadline deadline) {
        Resource manifest = request.manifest();
        ObjectResult<Resource> created = objects.create(manifest, deadline);
        boolean isThere = created instanceof Refusal<Resource> refusal && refusal.reason() == Reason.CONFLICT;
        if (!isThere || !(objects.get(ObjectName.of(manifest), deadline) instanceof Ok<Resource>(Resource theirs))) {
            return attempt(decision, manifest, created, true);
        }
        ApplyDecision next = ApplyDecision.of(
                manifest, Optional.of(theirs), request.options().recreateOnChange());
        Applied skipped = new Applied(Operation.SKIP, "already exists (concurrent create)", theirs);
        return new Attempt(new Done<>(skipped), next.operation() != Operation.SKIP);
    }

    private static Attempt attempt(
            ApplyDecision decision, Resource manifest, ObjectResult<Resource> outcome, boolean canBeOvertaken) {
        return switch (outcome) {
            case Ok<Resource>(Resource resource) ->
                new Attempt(new Done<>(new Applied(decision.operation(), decision.reason(), resource)), false);
            case Refusal<Resource>(Reason reason, String message, FailureClass classification) -> {
                String text = "failed to " + decision.operation().text() + " resource "
                        + ObjectName.of(manifest).kindAndName() + ": " + message;
                boolean gone = reason == Reason.NOT_FOUND && decision.operation() == Operation.UPDATE;
                yield new Attempt(
                        new Failed<>(text, classification), canBeOvertaken && (reason == Reason.CONFLICT || gone));
            }
        };
    }
}
