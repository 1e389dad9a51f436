package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRunnerTest {

    @Test
    void dataThatCannotBeReadEndsTheRunAtOnce() {
        TaskRun run = new TaskRun("post: {post_actions: [{name: a, log: {message: x}}]}").data("[1]");

        RunResult result = run.run();

        assertThat(result.failures().getFirst().message())
                .startsWith("failed to parse event data: failed to unmarshal to EventData: error=");
        assertThat(result.params()).isEmpty();
        assertThat(run.events(Flow.PhaseStarted.class)).isEmpty();
    }

    @Test
    void theEndOfARunIsItsLastEvent() {
        TaskRun run = new TaskRun("post: {post_actions: [{name: a, log: {message: x}}]}");

        RunResult result = run.run();

        assertThat(run.events().getFirst()).isInstanceOf(Flow.RunStarted.class);
        assertThat(run.events().getLast())
                .isInstanceOfSatisfying(
                        Flow.RunFinished.class,
                        finished -> assertThat(finished.result()).isEqualTo(result));
    }

    @Test
    void aParamHidesABuiltInFromTemplatesButNotFromExpressions() {
        TaskRun run = new TaskRun("""
                params: [{name: event, source: {expression: "'E'"}}]
                post:
                  payloads: [{name: p, build: {template: "{{ .event }}", expression: {expression: event.id}}}]
                """);

        assertThat(run.run().params()).containsEntry("p", "{\"expression\":\"c1\",\"template\":\"E\"}");
    }

    @Test
    void phasesFailIndependently() {
        TaskRun run = new TaskRun("""
                resources:
                  - name: r
                    manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: "{{ .event.none }}"}}
                    discovery: {by_name: r}
                post: {post_actions: [{name: a, api_call: {method: GET, url: /down}}]}
                """)
                .unanswered("GET", "/down", "API request failed: GET /down after 3 attempt(s): refused");

        assertThat(run.run().failures())
                .extracting(Failure::phase)
                .containsExactly(Phase.RESOURCES, Phase.POST_ACTIONS);
    }

    @ParameterizedTest
    @CsvSource({"120, 90", "40, 30", "1000, 970"})
    void theLastPartOfAnEventsTimeIsForItsReport(int limit, int work) {
        TaskRun run = new TaskRun("""
                params: [{name: entity, source: {api_call: {method: GET, url: /entity}}}]
                resources:
                  - name: r
                    manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: r, annotations: {hyperfleet.io/generation: "1"}}}
                    discovery: {by_name: r}
                post: {post_actions: [{name: report, api_call: {method: PUT, url: /statuses}}]}
                """);

        run.run(Deadline.in(Duration.ofSeconds(limit)));

        assertThat(run.cluster().deadlines())
                .singleElement()
                .satisfies(resource -> assertThat(secondsUntil(resource)).isBetween(work - 5L, (long) work));
        assertThat(run.api().deadlines())
                .satisfiesExactly(
                        param -> assertThat(secondsUntil(param)).isBetween(work - 5L, (long) work),
                        report -> assertThat(secondsUntil(report)).isBetween(limit - 5L, (long) limit));
    }

    private static long secondsUntil(Deadline deadline) {
        return deadline.remaining(Duration.ofDays(1)).toSeconds();
    }
}
