package io.hyperfleet.adapter.maestro;

import static io.hyperfleet.adapter.maestro.Works.AMPLE;
import static io.hyperfleet.adapter.maestro.Works.address;
import static io.hyperfleet.adapter.maestro.Works.apply;
import static io.hyperfleet.adapter.maestro.Works.done;
import static io.hyperfleet.adapter.maestro.Works.failure;
import static io.hyperfleet.adapter.maestro.Works.metadata;
import static io.hyperfleet.adapter.maestro.Works.request;
import static io.hyperfleet.adapter.maestro.Works.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.DeleteOutcome;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.MaestroEvent;
import io.hyperfleet.adapter.standins.MaestroRow;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaestroTransportTest {

    private static final String CONSUMER = "cluster1";

    private final MaestroStandIn maestro = MaestroStandIn.start();
    private final MaestroTransport transport;

    MaestroTransportTest() throws MaestroSetupException {
        maestro.register(CONSUMER);
        transport = MaestroTransport.connect(Works.settings(maestro), new Random(1), RequestObserver.NOBODY);
    }

    @AfterEach
    void close() {
        transport.close();
        maestro.close();
    }

    @Test
    void aWorkThatIsNotThereIsCreated() {
        Applied applied = done(apply(transport, work("w", 1), CONSUMER));

        assertThat(applied.operation()).isEqualTo(Operation.CREATE);
        assertThat(applied.reason()).isEqualTo("resource not found");
        assertThat(applied.resource().metadata().get("generation")).isEqualTo(1L);
        assertThat(applied.resource().namespace()).isEqualTo(CONSUMER);
        assertThat(maestro.worksOf(CONSUMER)).containsOnlyKeys("w");
        assertThat(maestro.http().requests()).hasSize(2);
    }

    @Test
    void aWorkOfTheSameGenerationCostsOneRead() {
        done(apply(transport, work("w", 1), CONSUMER));
        maestro.http().clearRequests();

        Applied applied = done(apply(transport, work("w", 1), CONSUMER));

        assertThat(applied.operation()).isEqualTo(Operation.SKIP);
        assertThat(applied.reason()).isEqualTo("generation 1 unchanged");
        assertThat(maestro.http().requests()).hasSize(1);
        assertThat(maestro.published()).hasSize(1);
    }

    @Test
    void aNewGenerationIsLaidOverTheStoredWork() {
        done(apply(transport, work("w", 1), CONSUMER));

        Applied applied = done(apply(transport, work("w", 2), CONSUMER));

        assertThat(applied.reason()).isEqualTo("generation changed 1->2");
        MaestroRow row = Objects.requireNonNull(maestro.worksOf(CONSUMER).get("w"));
        assertThat(row.version()).isEqualTo(2);
        assertThat(row.payload().at("/manifests/0/data/text").asText()).isEqualTo("generation 2");
    }

    @Test
    void anOlderGenerationNeverReplacesANewerOne() {
        done(apply(transport, work("w", 5), CONSUMER));

        Applied applied = done(apply(transport, work("w", 4), CONSUMER));

        assertThat(applied.operation()).isEqualTo(Operation.SKIP);
        assertThat(applied.reason()).isEqualTo("generation 4 older than 5");
    }

    @Test
    void labelsThatAreNoLongerWantedStayUnlessNoneAreWanted() {
        Map<String, @Nullable Object> first = metadata("w", 1);
        first.put("labels", Map.of("a", "1", "b", "2"));
        Map<String, @Nullable Object> second = metadata("w", 2);
        second.put("labels", Map.of("a", "3"));
        Map<String, @Nullable Object> third = metadata("w", 3);
        List<?> manifests = WorkMergeTest.manifests(work("w", 1));

        done(apply(transport, work(first, manifests), CONSUMER));
        done(apply(transport, work(second, WorkMergeTest.manifests(work("w", 2))), CONSUMER));
        assertThat(labels()).isEqualTo("{\"a\":\"3\",\"b\":\"2\"}");

        done(apply(transport, work(third, WorkMergeTest.manifests(work("w", 3))), CONSUMER));
        assertThat(labels()).isEmpty();
    }

    @Test
    void aWorkThatNoAgentCarriesOutIsThereWithoutStatusAndIsNotCreatedAnew() {
        done(apply(transport, work("w", 1), CONSUMER));

        Optional<Resource> waiting = done(transport.get(address("w", CONSUMER), AMPLE));
        Applied again = done(apply(transport, work("w", 1), CONSUMER));

        assertThat(waiting.orElseThrow().content().get("status"))
                .as("no agent has said anything of it")
                .isEqualTo(Map.of("resourceStatus", Map.of()));
        assertThat(done(transport.get(address("another", CONSUMER), AMPLE))).isEmpty();
        assertThat(again.operation()).isEqualTo(Operation.SKIP);
        assertThat(maestro.published()).hasSize(1);
    }

    @Test
    void aDeletedWorkStaysUntilItsAgentConfirms() {
        done(apply(transport, work("w", 1), CONSUMER));

        assertThat(done(delete("w"))).isEqualTo(DeleteOutcome.REQUESTED);
        assertThat(done(delete("w"))).isEqualTo(DeleteOutcome.REQUESTED);

        Optional<Resource> deleting = done(transport.get(address("w", CONSUMER), AMPLE));
        assertThat(deleting.orElseThrow().metadata().get("deletionTimestamp")).isNotNull();
        assertThat(maestro.published())
                .extracting(MaestroEvent::action)
                .containsExactly("create_request", "delete_request");
        maestro.confirmDelete(maestro.works().getFirst().id());
        assertThat(done(transport.get(address("w", CONSUMER), AMPLE))).isEmpty();
        assertThat(done(delete("w"))).isEqualTo(DeleteOutcome.ALREADY_GONE);
    }

    @Test
    void aWorkBeingDeletedIsNotUpdated() {
        done(apply(transport, work("w", 1), CONSUMER));
        done(delete("w"));

        assertThat(failure(apply(transport, work("w", 2), CONSUMER)))
                .startsWith(
                        "failed to apply ManifestWork: hyperfleet-adapter-16: failed to patch ManifestWork cluster1/w:"
                                + " Failed to publish resource w: rpc error: code = Unknown desc = failed to update"
                                + " resource: maestro-6: the resource is under deletion, id: ");
    }

    @Test
    void anUnknownConsumerIsNamedWithoutWordsOfTheDatabase() {
        assertThat(failure(apply(transport, work("w", 1), "nobody")))
                .isEqualTo(
                        "failed to apply ManifestWork: hyperfleet-adapter-1: consumer \"nobody\" is not registered in"
                                + " Maestro");
    }

    @Test
    void withoutConsumerNothingIsWrittenAndNothingFound() {
        assertThat(failure(apply(transport, work("w", 1), ""))).contains("consumer name (target cluster) is required");
        assertThat(done(transport.get(address("w", ""), AMPLE))).isEmpty();
        assertThat(done(transport.find(ManifestWork.KIND, "", Map.of(), "", AMPLE)))
                .isEmpty();
        assertThat(maestro.http().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter_v1-x", "with.dots", "-begins"})
    void aNameThatIsNoLabelIsRefusedBeforeAnythingIsSent(String name) {
        assertThat(failure(apply(transport, work(name, 1), CONSUMER)))
                .contains("ManifestWork.work.open-cluster-management.io \"" + name + "\" is invalid: ")
                .contains("metadata.name: Invalid value");
        assertThat(maestro.published()).isEmpty();
    }

    @Test
    void aWorkWithoutGenerationIsRefused() {
        Resource bare = work(Map.of("name", "w"), List.of());

        assertThat(failure(apply(transport, bare, CONSUMER)))
                .isEqualTo("failed to apply ManifestWork: hyperfleet-adapter-16: invalid ManifestWork:"
                        + " hyperfleet-adapter-2: ManifestWork \"w\": hyperfleet-adapter-2: missing"
                        + " hyperfleet.io/generation annotation");
    }

    @Test
    void whatTheTypeDoesNotKnowIsNotSent() {
        Resource work = work("w", 1);
        Map<String, @Nullable Object> content = new LinkedHashMap<>(work.content());
        content.put(
                "spec",
                Map.of(
                        "workload",
                        Map.of("manifests", WorkMergeTest.manifests(work)),
                        "deleteOption",
                        Map.of("propagationPolicy", "Orphan", "gracePeriodSeconds", 3L)));

        done(apply(transport, new Resource(content), CONSUMER));

        assertThat(maestro.works().getFirst().payload().path("deleteOption").toString())
                .isEqualTo("{\"propagationPolicy\":\"Orphan\"}");
    }

    @Test
    void allPagesOfALongListAreRead() {
        IntStream.range(0, 801).forEach(i -> done(apply(transport, work("w" + i, 1), CONSUMER)));
        maestro.http().clearRequests();

        List<Resource> found = done(transport.find(ManifestWork.KIND, "", Map.of("app", "w800"), CONSUMER, AMPLE));

        assertThat(found).extracting(Resource::name).containsExactly("w800");
        assertThat(maestro.http().requests()).hasSize(3);
    }

    @Test
    void objectsInsideWorksAreFoundWithWhatTheClusterReports() throws Exception {
        maestro.runAgentsAfter(Duration.ZERO);
        done(apply(transport, work("w", 1), CONSUMER));
        Works.await(() -> maestro.works().getFirst().status() != null);
        ResourceKind configMap = new ResourceKind("v1", "ConfigMap");

        List<Resource> found = done(transport.find(configMap, "default", Map.of("part", "settings"), CONSUMER, AMPLE));
        Optional<Resource> named =
                done(transport.get(new ResourceAddress(configMap, "default", "w-settings", CONSUMER), AMPLE));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().content()).containsKey("conditions");
        assertThat(named).contains(found.getFirst());
    }

    @Test
    void manyEventsForManyConsumersNeverWriteToAnothersCluster() throws Exception {
        int consumers = 64;
        IntStream.range(0, consumers).forEach(i -> maestro.register("consumer" + i));
        List<Callable<TransportResult<Applied>>> events = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            int generation = round;
            IntStream.range(0, consumers)
                    .forEach(i -> events.add(() -> apply(transport, work("work" + i, generation), "consumer" + i)));
        }

        inParallel(events).forEach(Works::done);

        IntStream.range(0, consumers)
                .forEach(i -> assertThat(maestro.worksOf("consumer" + i)).containsOnlyKeys("work" + i));
        assertThat(maestro.works())
                .hasSize(consumers)
                .allSatisfy(row ->
                        assertThat(row.metadata().at("/annotations").toString()).contains("\"3\""));
    }

    @Test
    void simultaneousEventsForOneWorkAllSucceed() throws Exception {
        for (int generation = 1; generation <= 3; generation++) {
            Resource wanted = work("w", generation);
            List<Applied> results = inParallel(IntStream.range(0, 16)
                            .<Callable<TransportResult<Applied>>>mapToObj(i -> () -> apply(transport, wanted, CONSUMER))
                            .toList())
                    .stream()
                    .map(Works::done)
                    .toList();
            assertThat(results)
                    .filteredOn(applied -> applied.operation() != Operation.SKIP)
                    .hasSize(1);
            assertThat(maestro.works().getFirst().version()).isEqualTo(generation);
        }
    }

    @Test
    void aCreateThatWasStoredThoughItsAnswerWasLostIsNoFailure() {
        done(apply(transport, work("other", 1), CONSUMER));
        maestro.failNextPublishes(1, Status.UNAVAILABLE.withDescription("going away"));

        Applied applied = done(apply(transport, work("w", 1), CONSUMER));

        assertThat(applied.operation()).isEqualTo(Operation.CREATE);
        assertThat(maestro.published()).hasSize(3);
    }

    @Test
    void everyRequestIsToldAndCarriesTheHeadersOfWhoeverWatches() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        RequestObserver observer = (service, method, url) -> new RequestObserver.Exchange() {
            @Override
            public Map<String, String> headers() {
                return Map.of("traceparent", "t1");
            }

            @Override
            public void answered(int status) {
                told.add(service + " " + method + " " + status);
            }

            @Override
            public void failed(String cause) {
                told.add(service + " " + method + " " + cause);
            }
        };
        try (MaestroTransport watched = MaestroTransport.connect(Works.settings(maestro), new Random(1), observer)) {
            done(apply(watched, work("w", 1), CONSUMER));
        }

        assertThat(told).containsExactly("MAESTRO GET 404", "MAESTRO POST 200", "MAESTRO GET 200");
        assertThat(maestro.http().requests())
                .extracting(request -> request.header("traceparent"))
                .containsOnly("t1");
    }

    @Test
    void whatTheServerRefusesIsNotSentAgain() {
        maestro.failNextPublishes(1, Status.PERMISSION_DENIED.withDescription("unauthorized to publish"));

        TransportResult<Applied> result = apply(transport, work("w", 1), CONSUMER);

        assertThat(failure(result))
                .endsWith("Failed to publish resource w: the cloudevents client is not ready: rpc error: code ="
                        + " PermissionDenied desc = unauthorized to publish");
        assertThat(maestro.published()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maestro-9: Unable to create Resource: failed to connect to `user=maestro`: connection refused",
                "maestro-26: Unable to get the advisory lock"
            })
    void aServerWhoseDatabaseIsAwayIsTriedAgainAndThenNamedAsSomethingThatPasses(String cause) {
        String text = "failed to create resource: " + cause;
        maestro.failNextPublishes(1, Status.UNKNOWN.withDescription(text));
        assertThat(done(apply(transport, work("w", 1), CONSUMER)).operation()).isEqualTo(Operation.CREATE);

        maestro.failNextPublishes(2, Status.UNKNOWN.withDescription(text));
        TransportResult<Applied> result = apply(transport, work("v", 1), CONSUMER);

        assertThat(failure(result)).endsWith("Failed to publish resource v: rpc error: code = Unknown desc = " + text);
        assertThat(((TransportResult.Failed<Applied>) result).classification()).isEqualTo(FailureClass.TRANSIENT);
    }

    @Test
    void anErrorInsideTheServerIsTriedAgainAndThenNamed() {
        maestro.http().inject(Fault.on("GET", "/resource-bundles/").answering(500));

        TransportResult<Applied> result = apply(transport, work("w", 1), CONSUMER);

        assertThat(result)
                .isEqualTo(new TransportResult.Failed<>(
                        "failed to apply ManifestWork: hyperfleet-adapter-16: failed to get ManifestWork cluster1/w:"
                                + " Internal error occurred: 500 Internal Server Error",
                        FailureClass.TRANSIENT));
        assertThat(maestro.http().requests()).hasSize(2);
    }

    @Test
    void anAnswerWithoutVersionIsAnErrorNotACrash() {
        maestro.http().inject(Fault.on("GET", "/resource-bundles/").answering(200, "{\"id\":\"x\",\"metadata\":{}}"));

        assertThat(failure(transport.get(address("w", CONSUMER), AMPLE))).contains("no resource bundle with a version");
    }

    @Test
    @Timeout(30)
    void anAnswerThatStopsInItsMiddleIsNotWaitedForBeyondTheDeadline() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MaestroTransport stalled = MaestroTransport.connect(
                        Works.settings(maestro.grpcAddress(), "http://127.0.0.1:" + server.getLocalPort()),
                        new Random(1),
                        RequestObserver.NOBODY)) {
            Thread.ofVirtual().start(() -> answerHalf(server));

            assertThat(failure(stalled.get(address("w", CONSUMER), Deadline.in(Duration.ofSeconds(3)))))
                    .endsWith("context deadline exceeded");
        }
    }

    /** Begins an answer, then says no more until the client hangs up. */
    private static void answerHalf(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aValueOfTheWrongTypeIsRefusedWithItsPlace() {
        Resource broken = work(metadata("w", 1), List.of());
        Map<String, @Nullable Object> content = new LinkedHashMap<>(broken.content());
        content.put("spec", Map.of("workload", Map.of("manifests", "none")));

        assertThat(failure(transport.apply(request(new Resource(content), CONSUMER), AMPLE)))
                .isEqualTo("failed to apply ManifestWork: failed to parse ManifestWork: json: cannot unmarshal string"
                        + " into Go struct field ManifestWork.spec.workload.manifests of type []object");
    }

    @Test
    void aTimeThatIsNoneIsRefusedWithItsPlace() {
        Map<String, @Nullable Object> metadata = metadata("w", 1);
        metadata.put("deletionTimestamp", "soon");

        assertThat(failure(apply(transport, work(metadata, List.of()), CONSUMER)))
                .endsWith("failed to parse ManifestWork: metadata.deletionTimestamp: \"soon\" is no time, which is"
                        + " written like 2006-01-02T15:04:05Z");
    }

    @Test
    void aNumberThatJsonDoesNotKnowIsRefused() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "v1");
        object.put("kind", "ConfigMap");
        object.put("metadata", metadata("inner", 1));
        object.put("data", Map.of("ratio", Double.NaN));

        assertThat(failure(apply(transport, work(metadata("w", 1), List.of(object)), CONSUMER)))
                .endsWith("is invalid: spec.workload.manifests: Invalid value: json: unsupported value: NaN");
        assertThat(maestro.published()).isEmpty();
    }

    private TransportResult<DeleteOutcome> delete(String name) {
        return transport.delete(address(name, CONSUMER), PropagationPolicy.BACKGROUND, AMPLE);
    }

    private String labels() {
        return maestro.works().getFirst().metadata().path("labels").toString();
    }

    private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
