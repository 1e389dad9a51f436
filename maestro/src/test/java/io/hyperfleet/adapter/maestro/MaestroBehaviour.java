package io.hyperfleet.adapter.maestro;

import static io.hyperfleet.adapter.maestro.Works.AMPLE;
import static io.hyperfleet.adapter.maestro.Works.address;
import static io.hyperfleet.adapter.maestro.Works.apply;
import static io.hyperfleet.adapter.maestro.Works.done;
import static io.hyperfleet.adapter.maestro.Works.failure;
import static io.hyperfleet.adapter.maestro.Works.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.DeleteOutcome;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.task.PropagationPolicy;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds against the stand-in and against a real Maestro without an agent alike. */
abstract class MaestroBehaviour {

    private final String suffix = Long.toString(System.nanoTime(), 36);

    abstract MaestroTransport transport();

    /** Makes a consumer known. */
    abstract void register(String consumer) throws Exception;

    private String consumer(String name) throws Exception {
        String unique = name + "-" + suffix;
        register(unique);
        return unique;
    }

    @Test
    void aWorkIsCreatedLeftAloneUpdatedAndMarkedForDeletion() throws Exception {
        String consumer = consumer("life");

        assertThat(done(apply(transport(), work("w", 1), consumer)).operation()).isEqualTo(Operation.CREATE);
        assertThat(done(apply(transport(), work("w", 1), consumer)).operation()).isEqualTo(Operation.SKIP);
        Applied updated = done(apply(transport(), work("w", 2), consumer));
        assertThat(updated.reason()).isEqualTo("generation changed 1->2");
        assertThat(updated.resource().metadata().get("generation")).isEqualTo(2L);
        assertThat(WorkMergeTest.manifests(updated.resource()).toString()).contains("generation 2");

        assertThat(done(delete("w", consumer))).isEqualTo(DeleteOutcome.REQUESTED);
        assertThat(done(delete("w", consumer))).isEqualTo(DeleteOutcome.REQUESTED);
        Optional<Resource> deleting = done(transport().get(address("w", consumer), AMPLE));
        assertThat(deleting.orElseThrow().metadata().get("deletionTimestamp")).isNotNull();
        assertThat(failure(apply(transport(), work("w", 3), consumer))).contains("the resource is under deletion");
        assertThat(done(delete("none", consumer))).isEqualTo(DeleteOutcome.ALREADY_GONE);
    }

    @Test
    void aConsumerThatIsNotRegisteredIsNamed() {
        assertThat(failure(apply(transport(), work("w", 1), "nobody-" + suffix)))
                .isEqualTo("failed to apply ManifestWork: hyperfleet-adapter-1: consumer \"nobody-" + suffix
                        + "\" is not registered in Maestro");
    }

    @Test
    void simultaneousWritesOfOneWorkAllSucceed() throws Exception {
        String consumer = consumer("busy");
        for (int generation = 1; generation <= 3; generation++) {
            Resource wanted = work("w", generation);
            inParallel(Collections.nCopies(16, () -> apply(transport(), wanted, consumer)))
                    .forEach(Works::done);
        }
        assertThat(done(transport().get(address("w", consumer), AMPLE))
                        .orElseThrow()
                        .metadata()
                        .get("generation"))
                .isEqualTo(3L);
    }

    @Test
    void parallelEventsNeverWriteToAnothersCluster() throws Exception {
        List<String> consumers = List.of(consumer("north"), consumer("east"), consumer("south"), consumer("west"));

        inParallel(IntStream.range(0, 40)
                        .<Callable<TransportResult<Applied>>>mapToObj(
                                i -> () -> apply(transport(), work("w" + i, 1), consumers.get(i % consumers.size())))
                        .toList())
                .forEach(Works::done);

        for (int i = 0; i < consumers.size(); i++) {
            int remainder = i;
            assertThat(done(transport().find(ManifestWork.KIND, "", Map.of(), consumers.get(i), AMPLE)))
                    .hasSize(40 / consumers.size())
                    .allSatisfy(work -> assertThat(Integer.parseInt(work.name().substring(1)) % consumers.size())
                            .isEqualTo(remainder));
        }
    }

    @Test
    void worksAreFoundByLabels() throws Exception {
        String consumer = consumer("labels");
        done(apply(transport(), work("one", 1), consumer));
        done(apply(transport(), work("two", 1), consumer));

        assertThat(done(transport().find(ManifestWork.KIND, "", Map.of("app", "two"), consumer, AMPLE)))
                .singleElement()
                .satisfies(work -> assertThat(work.name()).isEqualTo("two"));
    }

    private TransportResult<DeleteOutcome> delete(String name, String consumer) {
        return transport().delete(address(name, consumer), PropagationPolicy.BACKGROUND, AMPLE);
    }

    private static List<TransportResult<Applied>> inParallel(List<Callable<TransportResult<Applied>>> events)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(events).stream().map(Future::resultNow).toList();
        }
    }
}
