package io.hyperfleet.adapter.kubernetes;

import static io.hyperfleet.adapter.kubernetes.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.Gate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, and for how long. */
class RetriesTest extends AgainstStandIn {

    RetriesTest(@TempDir Path folder) throws Exception {
        super(folder);
    }

    @ParameterizedTest
    @CsvSource({"403, Forbidden", "401, Unauthorized", "422, Invalid", "400, BadRequest"})
    void aRefusalIsTerminalAndNotTriedAgain(int code, String reason) {
        refuse("POST", code, reason, "no");

        assertThat(apply(configMap("a", 1), false, UNKNOWN, AMPLE))
                .isEqualTo(new Failed<>(
                        "failed to create resource ConfigMap/a: K8s create operation failed: ConfigMap/a (namespace:"
                                + " default): no",
                        FailureClass.TERMINAL));
        assertThat(cluster.http().requests("POST", ".*")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 504})
    void aTemporaryRefusalIsTriedAgain(int code) {
        cluster.http().inject(Fault.on("POST", "configmaps$").answering(code).times(1));

        assertThat(applied(configMap("a", 1)).operation()).isEqualTo(Operation.CREATE);
        assertThat(cluster.http().requests("POST", ".*")).hasSize(2);
    }

    @Test
    void aLostConnectionIsTriedAgainOnceAtATime() {
        cluster.http().inject(Fault.on("GET", "/a$").cuttingTheConnection().times(1));

        assertThat(applied(configMap("a", 1)).operation()).isEqualTo(Operation.CREATE);
        assertThat(cluster.http().requests("GET", "/a$")).hasSize(2);
    }

    @Test
    void theNextAttemptWaitsAsLongAsTheServerAsks() {
        cluster.http()
                .inject(Fault.on("POST", "configmaps$")
                        .answering(429)
                        .withHeader("Retry-After", "1")
                        .times(1));
        long begin = System.nanoTime();

        applied(configMap("a", 1));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAtTheDeadline() {
        cluster.http().inject(Fault.on("GET", "/a$").delayedBy(Duration.ofSeconds(10)));

        assertThat(apply(configMap("a", 1), false, UNKNOWN, Deadline.in(Duration.ofMillis(200))))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.message())
                            .startsWith("failed to get existing resource ConfigMap/a: K8s get operation failed: ")
                            .endsWith("context deadline exceeded");
                    assertThat(failed.classification()).isEqualTo(FailureClass.TRANSIENT);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void aServerThatDoesNotAnswerIsGivenUpLongBeforeTheEventIs(String method) throws Exception {
        cluster.http().inject(Fault.on(method, "/a$").delayedBy(Duration.ofSeconds(10)));
        Duration moment = Duration.ofMillis(200);
        KubernetesSettings settings = settings(cluster.uri());
        try (ApiServer server = new ApiServer(
                Cluster.connect(settings),
                settings.rateLimit(),
                new Random(1),
                RequestObserver.NOBODY,
                new ApiServer.Patience(moment, moment, moment))) {
            Reply reply = server.send(method, "/api/v1/namespaces/default/configmaps/a", null, AMPLE);

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Reply.Unreachable.class,
                            unreachable -> assertThat(unreachable.message()).endsWith("context deadline exceeded"));
        }
        assertThat(cluster.http().requests(method, "/a$")).hasSize(1);
    }

    @Test
    void aServerThatRestartsInTheMiddleIsWrittenToWhenItIsBack() throws Exception {
        assertThat(applyAcrossARestart(() -> {})).isInstanceOf(Done.class);

        assertThat(stored("a").at("/data/generation").asText()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void whatAServerDoesNotKnowRightAfterItsStartIsAskedAgain(int code) throws Exception {
        TransportResult<Applied> result = applyAcrossARestart(() -> {
            cluster.http().inject(Fault.on("GET", "/api/v1$").answering(code).times(1));
            cluster.http()
                    .inject(Fault.on("POST", "configmaps$").answering(code).times(1));
        });

        assertThat(result).isInstanceOf(Done.class);
        assertThat(cluster.http().requests("GET", "/api/v1$")).hasSize(2);
        assertThat(cluster.http().requests("POST", "configmaps$")).hasSize(2);
    }

    /** Applies an object while the server is away, which then comes back. */
    private TransportResult<Applied> applyAcrossARestart(Runnable whileAway) throws Exception {
        try (Gate gate = Gate.to(cluster.http().port());
                KubernetesTransport throughGate = connect("http://127.0.0.1:" + gate.port());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            gate.shut();
            Future<TransportResult<Applied>> result =
                    threads.submit(() -> throughGate.apply(request(configMap("a", 1), false, UNKNOWN), AMPLE));
            awaitTold("connection refused");
            whileAway.run();
            gate.reopen();
            return result.get();
        }
    }

    private void awaitTold(String text) throws InterruptedException {
        Deadline patience = Deadline.in(Duration.ofSeconds(20));
        while (told.stream().noneMatch(line -> line.contains(text))) {
            assertThat(patience.expired()).as("told of: " + text).isFalse();
            Thread.sleep(Duration.ofMillis(10));
        }
    }
}
