package io.hyperfleet.adapter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.expression.Conditions.Verdict;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.Outcome;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.task.ManifestTemplate.Rendered;
import io.hyperfleet.adapter.engine.task.PayloadTemplate.Built;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A benchmark of something that fails would measure how fast it fails. */
class EngineBenchmarkTest {

    private final EngineBenchmark benchmark = new EngineBenchmark();
    private final ProcessorTime time = new ProcessorTime();

    @Test
    void expressionsComeToAValue() {
        assertThat(benchmark.whenCompare(time)).isEqualTo(new Evaluation.Value(true));
        assertThat(benchmark.whenOptional(time)).isEqualTo(new Evaluation.Value("True"));
        assertThat(benchmark.whenFilter(time)).isEqualTo(new Evaluation.Value(true));
        assertThat(benchmark.whenHelper(time)).isEqualTo(new Evaluation.Value(true));
        assertThat(benchmark.whenConditions(time)).isEqualTo(new Verdict.Met());
    }

    @Test
    void templatesRender() {
        String id = "2fk1v9rt7m2d0000000000000000cl01";
        assertThat(benchmark.templateField(time)).isEqualTo(new Evaluation.Value("settings-" + id));
        assertThat(benchmark.templateFormatting(time)).isEqualTo(new Evaluation.Value(id + "-7-north/7"));
        assertThat(benchmark.templateRange(time)).isEqualTo(new Evaluation.Value("x=1;x=3;"));
    }

    @Test
    void bothManifestsAreTheSameObjectButForTheName() {
        Rendered.Manifest tree = (Rendered.Manifest) benchmark.manifestTree(time);
        Rendered.Manifest text = (Rendered.Manifest) benchmark.manifestText(time);

        assertThat(tree.resource().content().get("data"))
                .isEqualTo(text.resource().content().get("data"));
        assertThat(tree.resource().labels()).isEqualTo(text.resource().labels()).hasSize(5);
    }

    @Test
    void thePayloadSaysThatEverythingIsThere() {
        Built.Payload payload = (Built.Payload) benchmark.payload(time);

        assertThat(payload.json())
                .contains("\"observed_generation\":7", "\"reason\":\"ResourcesCreated\"", "\"region\":\"north\"")
                .doesNotContain("False");
        assertThat(payload.notices()).isEmpty();
    }

    @Test
    void theEventIsReadAndCarriedOut() {
        assertThat(benchmark.eventData(time)).isInstanceOf(EventData.Parsed.class);
        RunResult run = (RunResult) benchmark.wholeRun(time);
        assertThat(run.outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(run.resourceResults()).hasSize(2);
        assertThat(run.postActionResults()).hasSize(1);
    }

    @Test
    void jmhFindsABenchmarkForEachRowOfTheTable() throws RunnerException {
        Collection<org.openjdk.jmh.results.RunResult> results = new Runner(new OptionsBuilder()
                        .include(EngineBenchmark.class.getName())
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        Set<Figure> measured = results.stream()
                .map(result -> Figure.of(result.getPrimaryResult().getLabel()))
                .collect(Collectors.toSet());
        assertThat(measured)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Figure.values()).toList());
    }
}
