package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreconditionPhaseTest {

    private static final String REST = """
            resources:
              - name: box
                manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: box, namespace: n}}
                discovery: {by_name: box, namespace: n}
            post:
              payloads:
                - name: report
                  build:
                    status: {expression: adapter.executionStatus}
                    skipped: {expression: adapter.resourcesSkipped}
                    why: {expression: adapter.skipReason}
                    phase: {expression: "adapter.?executionError.?phase", default: none}
                    step: {expression: "adapter.?executionError.?step", default: none}
              post_actions:
                - {name: send, api_call: {method: PUT, url: /report, body: "{{ .report }}"}}
            """;

    private static String reportOf(TaskRun run) {
        return String.valueOf(run.api().requests().getLast().body());
    }

    @Test
    void aMetPreconditionLetsTheResourcesBeApplied() {
        TaskRun run = new TaskRun("preconditions: [{name: p, expression: event.generation > 2.0}]\n" + REST);

        assertThat(run.run().outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(run.cluster().objects()).hasSize(1);
    }

    @Test
    void aPreconditionThatIsNotMetSkipsTheResourcesButStillReports() {
        TaskRun run =
                new TaskRun("preconditions: [{name: p, expression: 'false'}, {name: q, expression: 'true'}]\n" + REST);

        RunResult result = run.run();

        String reason = "precondition 'p' not met: no specific details available";
        assertThat(result.outcome()).isEqualTo(new Outcome.Skipped(reason));
        assertThat(result.preconditionResults()).hasSize(1);
        assertThat(run.cluster().requests()).isEmpty();
        assertThat(reportOf(run)).contains("\"skipped\":true", "\"status\":\"success\"", reason);
    }

    @Test
    void anExpressionThatCannotBeEvaluatedIsNotMet() {
        TaskRun run = new TaskRun("preconditions: [{name: p, expression: event.none == 'x'}]\n" + REST);

        assertThat(run.run().skipReason())
                .startsWith("precondition 'p' not met: CEL error: CEL evaluation error for expression");
    }

    @Test
    void aFailedCallReportsTheFailureWithItsStep() {
        TaskRun run = new TaskRun("preconditions: [{name: gate, api_call: {method: GET, url: /gate}}]\n" + REST)
                .unanswered("GET", "/gate", "API request failed: GET /gate after 3 attempt(s): refused");

        RunResult result = run.run();

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.message())
                    .isEqualTo(
                            "precondition evaluation failed: error=[preconditions] gate: API call failed: API request"
                                    + " failed: GET /gate after 3 attempt(s): refused");
            assertThat(failure.classification()).isEqualTo(FailureClass.TRANSIENT);
        });
        assertThat(result.skipReason()).isEqualTo("PreconditionFailed");
        assertThat(reportOf(run)).contains("\"status\":\"failed\"", "\"phase\":\"preconditions\"", "\"step\":\"gate\"");
    }

    @Test
    void aResourceThatIsGoneEndsTheRunWithoutAReport() {
        TaskRun run = new TaskRun("preconditions: [{name: gate, api_call: {method: GET, url: /gate}}]\n" + REST)
                .answer("GET", "/gate", 404, "");

        RunResult result = run.run();

        assertThat(result.outcome()).isEqualTo(new Outcome.Skipped("ResourceNotFound"));
        assertThat(result.phase()).isEqualTo(Phase.PRECONDITIONS);
        assertThat(run.api().requests()).hasSize(1);
    }

    @Test
    void capturesTakeValuesDefaultsOrNull() {
        TaskRun run = new TaskRun("""
                preconditions:
                  - name: ship
                    api_call: {method: GET, url: /ship}
                    capture:
                      - {name: shipName, field: name}
                      - {name: missing, field: nope, default: fallback}
                      - {name: nothing, field: none, default: fallback}
                      - {name: absent, field: nope}
                      - {name: sum, expression: "size * 2.0"}
                    conditions:
                      - {field: shipName, operator: equals, value: Otter}
                      - {field: sum, operator: greaterThan, value: 3}
                """).answer("GET", "/ship", 200, "{\"name\":\"Otter\",\"none\":null,\"size\":2}");

        RunResult result = run.run();

        assertThat(result.outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(result.params())
                .containsEntry("shipName", "Otter")
                .containsEntry("missing", "fallback")
                .containsEntry("nothing", "fallback")
                .containsEntry("absent", null)
                .containsEntry("sum", 4.0);
    }

    @Test
    void conditionsThatDoNotHoldAreAllNamed() {
        TaskRun run = new TaskRun("""
                preconditions:
                  - name: p
                    conditions:
                      - {field: event.id, operator: equals, value: other}
                      - {field: event.generation, operator: lessThan, value: 2}
                """);

        assertThat(run.run().skipReason())
                .isEqualTo("precondition 'p' not met: event.id equals other (actual: c1); event.generation lessThan 2"
                        + " (actual: 3)");
    }

    @Test
    void aConditionThatCannotBeComparedFails() {
        TaskRun run = new TaskRun(
                "preconditions: [{name: p, conditions: [{field: event.id, operator: lessThan, value: 2}]}]");

        assertThat(run.run().failures().getFirst().message())
                .isEqualTo(
                        "precondition evaluation failed: error=[preconditions] p: condition evaluation failed: failed"
                                + " to convert field value to number: cannot convert string to float64");
    }
}
