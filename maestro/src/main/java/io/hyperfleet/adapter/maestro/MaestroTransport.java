package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.run.ApplyDecision;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
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
import io.hyperfleet.adapter.maestro.Publisher.Published;
import io.hyperfleet.adapter.maestro.ResourceBundles.Found;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ManifestWorks in Maestro, for many threads at once. Every call names the consumer it is about and none is remembered,
 * so that no event can touch the works of another event's cluster.
 *
 * <p>Every read is live. A work is updated only if nobody changed it since it was read; if somebody did, it is read and
 * decided upon again. A write is answered once Maestro has stored it, which says nothing of the cluster: its agent
 * carries the work out later and reports in the work's status.
 */
public final class MaestroTransport implements ResourceTransport, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MaestroTransport.class);

    /** How often a work is read anew because somebody else changed it in between. */
    private static final int MAX_ROUNDS = 10;

    private static final String NO_CONSUMER =
            "consumer name (target cluster) is required: set TransportContext.ConsumerName";
    private static final String CODE = "hyperfleet-adapter-16: ";

    private final MaestroSettings settings;
    private final Clock clock;
    private final ResourceBundles bundles;
    private final GrpcConnection connection;
    private final Publisher publisher;
    private final StatusSubscription subscription;
    private final ScheduledExecutorService refresher;

    private MaestroTransport(
            MaestroSettings settings, URI server, TlsFiles files, RandomGenerator random, RequestObserver requests) {
        this.settings = settings;
        this.clock = Clock.systemUTC();
        this.bundles = new ResourceBundles(server, settings, files.httpContext(settings.insecure()), random, requests);
        this.connection = new GrpcConnection(settings, files);
        this.publisher = new Publisher(connection, settings.timeout(), settings.retries(), random, requests);
        this.subscription = StatusSubscription.start(connection, settings.sourceId(), settings.healthinessTimeout());
        this.refresher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("maestro-certificates").daemon().factory());
        if (files.canChange()) {
            long interval = settings.certificateRefresh().toMillis();
            var _ = refresher.scheduleWithFixedDelay(
                    () -> {
                        if (files.refresh()) {
                            connection.renew();
                        }
                    },
                    interval,
                    interval,
                    TimeUnit.MILLISECONDS);
        }
    }

    /**
     * A transport to the Maestro that the settings lead to. Whether the server is there shows at the first request.
     *
     * @param requests told of every request
     * @throws MaestroSetupException when no connection could ever be made with these settings
     */
    public static MaestroTransport connect(MaestroSettings settings, RandomGenerator random, RequestObserver requests)
            throws MaestroSetupException {
        LOG.info(
                "Creating Maestro client maestroServer={} grpcServer={} sourceID={}",
                settings.httpAddress(),
                settings.grpcAddress(),
                settings.sourceId());
        URI server = SettingsCheck.check(settings);
        SettingsCheck.doubt(settings).ifPresent(doubt -> LOG.warn("Maestro client: {}", doubt));
        TlsFiles files = new TlsFiles(settings);
        MaestroTransport transport;
        try {
            transport = new MaestroTransport(settings, server, files, random, requests);
        } catch (IllegalArgumentException e) {
            throw MaestroSetupException.configuration(
                    "invalid maestro gRPC server address \"" + settings.grpcAddress() + "\": " + e.getMessage());
        }
        LOG.info("Maestro client created successfully sourceID={}", settings.sourceId());
        return transport;
    }

    @Override
    public TransportResult<Applied> apply(ApplyRequest request, Deadline deadline) {
        return switch (applied(request, deadline)) {
            case Done<Applied> done -> done;
            case Failed<Applied>(String message, FailureClass classification) ->
                new Failed<>("failed to apply ManifestWork: " + message, classification);
        };
    }

    @Override
    public TransportResult<Optional<Resource>> get(ResourceAddress address, Deadline deadline) {
        String consumer = address.targetCluster();
        if (consumer.isEmpty()) {
            return new Done<>(Optional.empty());
        }
        if (isWork(address.kind())) {
            return read(consumer, address.name(), deadline).map(found -> found.map(StoredWork::resource));
        }
        return works(consumer, deadline)
                .map(works -> Discovery.objectsIn(works).stream()
                        .filter(object -> Discovery.is(object, address))
                        .findFirst());
    }

    @Override
    public TransportResult<List<Resource>> find(
            ResourceKind kind, String namespace, Map<String, String> labels, String targetCluster, Deadline deadline) {
        if (targetCluster.isEmpty()) {
            return new Done<>(List.of());
        }
        return works(targetCluster, deadline).map(works -> {
            List<Resource> candidates = isWork(kind) ? works : Discovery.objectsIn(works);
            return candidates.stream()
                    .filter(object -> Discovery.matches(object, namespace, labels))
                    .toList();
        });
    }

    @Override
    public TransportResult<DeleteOutcome> delete(ResourceAddress address, PropagationPolicy policy, Deadline deadline) {
        String consumer = address.targetCluster();
        if (consumer.isEmpty()) {
            return terminal("maestro TransportContext with ConsumerName is required for DeleteResource");
        }
        String failure = CODE + "failed to delete ManifestWork " + consumer + "/" + address.name() + ": ";
        Optional<StoredWork> found;
        switch (read(consumer, address.name(), deadline)) {
            case Failed<Optional<StoredWork>>(String message, FailureClass classification) -> {
                return new Failed<>(failure + message, classification);
            }
            case Done<Optional<StoredWork>>(Optional<StoredWork> stored) -> found = stored;
        }
        if (found.isEmpty()) {
            return new Done<>(DeleteOutcome.ALREADY_GONE);
        }
        if (found.get().isBeingDeleted()) {
            // Asked for before: it goes once the cluster's agent has removed what is in it.
            return new Done<>(DeleteOutcome.REQUESTED);
        }
        ManifestWork work;
        try {
            work = ManifestWork.of(found.get().resource());
        } catch (Shape.MismatchException e) {
            return terminal(failure + e.getMessage());
        }
        return switch (publish(
                SpecEvent.Action.DELETE, consumer, work, found.get().version(), deadline)) {
            case Published.Stored() -> new Done<>(DeleteOutcome.REQUESTED);
            case Published.Failure unstored -> unpublished(failure, work, unstored);
        };
    }

    @Override
    public void close() {
        refresher.shutdownNow();
        subscription.close();
        connection.close();
        bundles.close();
    }

    private TransportResult<Applied> applied(ApplyRequest request, Deadline deadline) {
        String consumer = request.targetCluster();
        if (consumer.isEmpty()) {
            return terminal(NO_CONSUMER);
        }
        Optional<String> badText = ManifestRules.problem(request.manifest());
        if (badText.isPresent()) {
            return terminal(CODE + "invalid ManifestWork: " + badText.get());
        }
        ManifestWork work;
        try {
            work = ManifestWork.of(request.manifest()).with("namespace", consumer);
        } catch (Shape.MismatchException e) {
            return terminal("failed to parse ManifestWork: " + e.getMessage());
        }
        Optional<String> problem = WorkRules.generationProblem(work);
        if (problem.isPresent()) {
            return terminal(CODE + "invalid ManifestWork: " + problem.get());
        }
        return new WorkUpdate(request, work).carryOut(deadline);
    }

    /** One work brought up to date, in as many rounds as others interfere. */
    private final class WorkUpdate {

        private final ResourceTransport.ApplyRequest request;
        private final ManifestWork work;
        private final String consumer;
        private final String place;
        private boolean someoneElseCreatedIt;

        private WorkUpdate(ApplyRequest request, ManifestWork work) {
            this.request = request;
            this.work = work;
            this.consumer = request.targetCluster();
            this.place = consumer + "/" + work.name();
        }

        /**
         * How a round ended.
         *
         * @param overtaken whether somebody else was faster, so that the decision has to be taken anew
         */
        private record Round(TransportResult<Applied> result, boolean overtaken) {}

        TransportResult<Applied> carryOut(Deadline deadline) {
            boolean knownAbsent = request.observed() instanceof Observed.Absent;
            for (int number = 1; ; number++) {
                Optional<StoredWork> stored = Optional.empty();
                if (number > 1 || !knownAbsent) {
                    switch (stored(number, deadline)) {
                        case Failed<Optional<StoredWork>>(String message, FailureClass classification) -> {
                            return new Failed<>(message, classification);
                        }
                        case Done<Optional<StoredWork>>(Optional<StoredWork> found) -> stored = found;
                    }
                }
                Round round = carryOut(stored, deadline);
                if (!round.overtaken() || number == MAX_ROUNDS) {
                    return round.result();
                }
            }
        }

        /** What is known of the stored work, which is read unless it was a moment ago. */
        private TransportResult<Optional<StoredWork>> stored(int round, Deadline deadline) {
            if (round == 1
                    && request.observed() instanceof Observed.Present(Resource observed)
                    && observed.metadata().get("generation") instanceof Long version) {
                String id = WorkId.of(settings.sourceId(), consumer, work.name());
                return new Done<>(Optional.of(new StoredWork(id, version.intValue(), observed)));
            }
            return read(consumer, work.name(), deadline);
        }

        private Round carryOut(Optional<StoredWork> stored, Deadline deadline) {
            ApplyDecision decision = ApplyDecision.of(work.toResource(), stored.map(StoredWork::resource), false);
            return switch (decision.operation()) {
                case CREATE -> create(decision, deadline);
                case UPDATE -> update(decision, stored.orElseThrow(), deadline);
                case SKIP -> {
                    String reason = someoneElseCreatedIt ? "already exists (concurrent create)" : decision.reason();
                    Resource object = stored.orElseThrow().resource();
                    yield new Round(new Done<>(new Applied(Operation.SKIP, reason, object)), false);
                }
                case RECREATE, DELETE -> throw new IllegalStateException("a work is never recreated");
            };
        }

        private Round create(ApplyDecision decision, Deadline deadline) {
            String failure = CODE + "failed to create ManifestWork " + place + ": ";
            Optional<String> problem = WorkRules.problem(work, consumer);
            if (problem.isPresent()) {
                return new Round(terminal(failure + problem.get()), false);
            }
            return switch (publish(SpecEvent.Action.CREATE, consumer, work, 0, deadline)) {
                case Published.Stored() -> new Round(written(decision, deadline), false);
                case Published.Undelivered undelivered -> new Round(unpublished(failure, work, undelivered), false);
                case Published.Refused refused -> {
                    if (refused.isForUnknownConsumer()) {
                        String unknown =
                                "hyperfleet-adapter-1: consumer \"" + consumer + "\" is not registered in Maestro";
                        yield new Round(terminal(unknown), false);
                    }
                    someoneElseCreatedIt = refused.text().contains("already exists");
                    yield new Round(unpublished(failure, work, refused), someoneElseCreatedIt);
                }
            };
        }

        private Round update(ApplyDecision decision, StoredWork stored, Deadline deadline) {
            String failure = CODE + "failed to patch ManifestWork " + place + ": ";
            ManifestWork merged;
            try {
                merged = WorkMerge.merge(ManifestWork.of(stored.resource()), work);
            } catch (Shape.MismatchException e) {
                return new Round(terminal(CODE + "failed to create patch: " + e.getMessage()), false);
            }
            Optional<String> problem = WorkRules.problem(merged, consumer);
            if (problem.isPresent()) {
                return new Round(terminal(failure + problem.get()), false);
            }
            return switch (publish(SpecEvent.Action.UPDATE, consumer, merged, stored.version(), deadline)) {
                case Published.Stored() -> new Round(written(decision, deadline), false);
                case Published.Undelivered undelivered -> new Round(unpublished(failure, work, undelivered), false);
                case Published.Refused refused -> {
                    boolean overtaken = refused.text().contains("not the latest")
                            || refused.text().contains("maestro-7");
                    yield new Round(unpublished(failure, work, refused), overtaken);
                }
            };
        }

        /** The work as it is stored now: publishing itself answers with nothing. */
        private TransportResult<Applied> written(ApplyDecision decision, Deadline deadline) {
            return switch (read(consumer, work.name(), deadline)) {
                case Failed<Optional<StoredWork>>(String message, FailureClass classification) ->
                    new Failed<>(message, classification);
                case Done<Optional<StoredWork>>(Optional<StoredWork> stored) -> {
                    Resource object = stored.map(StoredWork::resource).orElseGet(work::toResource);
                    yield new Done<>(new Applied(decision.operation(), decision.reason(), object));
                }
            };
        }
    }

    private Published publish(
            SpecEvent.Action action, String consumer, ManifestWork work, int version, Deadline deadline) {
        String id = WorkId.of(settings.sourceId(), consumer, work.name());
        SpecEvent event = new SpecEvent(action, settings.sourceId(), consumer, id, version, work, clock.instant());
        LOG.debug("publishing event action={} consumer={} work={} version={}", action, consumer, work.name(), version);
        return publisher.publish(event.encode(), deadline);
    }

    private static <T> Failed<T> unpublished(String failure, ManifestWork work, Published.Failure cause) {
        return failed(failure + "Failed to publish resource " + work.name() + ": " + cause.message(), cause.mayPass());
    }

    private TransportResult<Optional<StoredWork>> read(String consumer, String name, Deadline deadline) {
        return switch (bundles.get(WorkId.of(settings.sourceId(), consumer, name), deadline)) {
            case Found.Value<Optional<StoredWork>>(Optional<StoredWork> work) -> new Done<>(work);
            case Found.Failed<Optional<StoredWork>>(String message, boolean transientCause) ->
                failed(CODE + "failed to get ManifestWork " + consumer + "/" + name + ": " + message, transientCause);
        };
    }

    private TransportResult<List<Resource>> works(String consumer, Deadline deadline) {
        return switch (bundles.list(consumer, deadline)) {
            case Found.Value<List<StoredWork>>(List<StoredWork> works) ->
                new Done<>(works.stream().map(StoredWork::resource).toList());
            case Found.Failed<List<StoredWork>>(String message, boolean transientCause) ->
                failed(CODE + "failed to list ManifestWorks for consumer " + consumer + ": " + message, transientCause);
        };
    }

    private static boolean isWork(ResourceKind kind) {
        return kind.kind().equals(ManifestWork.KIND.kind()) && kind.group().equals(ManifestWork.KIND.group());
    }

    private static <T> Failed<T> terminal(String message) {
        return new Failed<>(message, FailureClass.TERMINAL);
    }

    private static <T> Failed<T> failed(String message, boolean transientCause) {
        return new Failed<>(message, transientCause ? FailureClass.TRANSIENT : FailureClass.TERMINAL);
    }
}
