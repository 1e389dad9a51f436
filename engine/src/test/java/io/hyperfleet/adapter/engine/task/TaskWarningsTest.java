package io.hyperfleet.adapter.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskWarningsTest {

    private static final Source NO_FILES = reference -> new Source.Content.Refused("no file: " + reference);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            event.x + 1                                                  | not-boolean
            '"yes"'                                                      | not-boolean
            size(event.items)                                            | not-boolean
            event.?ready                                                 | optional-condition
            event.?status.?phase                                         | optional-condition
            event.items.exists(i, i.type == "Ready")                     | retired-condition
            conditionStatus(event.status.conditions, "Ready") == "True"  | retired-condition
            payload == "x"                                               | used-before-defined
            """)
    void aDoubtfulConditionIsWarnedOf(String expression, String code) {
        assertThat(codes("""
                preconditions: [{name: gate, expression: '%s'}]
                post: {payloads: [{name: payload, build: {a: 1}}]}
                """.formatted(expression))).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            event.?ready.orValue(false)
            event.items.exists(i, i.type == "Ready" && i.status == "True") == resources.job.ok
            event.flag
            event.x == "y" ? true : event.z
            """)
    void aSoundConditionIsNot(String expression) {
        assertThat(codes("""
                post: {post_actions: [{name: act, when: {expression: '%s'}}]}
                resources: [{name: job, discovery: {by_name: x}, manifest: '# hyperfleet.io/generation'}]
                """.formatted(expression)))
                .doesNotContain("not-boolean", "optional-condition", "used-before-defined");
    }

    @Test
    void aConditionOfAnObjectInTheClusterMayBeReady() {
        assertThat(codes("""
                post:
                  post_actions:
                    - {name: act, when: {expression: 'resources.job.status.conditions.exists(c, c.type == "Ready")'}}
                resources: [{name: job, discovery: {by_name: x}, manifest: '# hyperfleet.io/generation'}]
                """)).isEmpty();
    }

    @Test
    void aParamThatNothingUsesOrThatIsGivenTwiceIsWarnedOfAtItsName() {
        List<Problem> problems = problems("""
                params:
                  - {name: used, source: event.a}
                  - {name: derived, source: used.b}
                  - {name: twice, source: event.c}
                  - {name: twice, source: event.d}
                preconditions: [{name: gate, conditions: [{field: twice.e, operator: exists}]}]
                """);
        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.place())
                .containsExactlyInAnyOrder("unused-param task.yaml:3:12", "duplicate-name task.yaml:5:12");
    }

    @Test
    void anExpressionThatNeedsALaterParamIsWarnedOf() {
        assertThat(problems("""
                params:
                  - {name: early, source: {expression: late + 1}, required: true}
                  - {name: late, source: event.a}
                """))
                .extracting(problem -> problem.place() + " " + problem.message() + "; " + problem.hint())
                .containsExactly("task.yaml:2:40 \"late\" is used before it is defined; it is defined in line 3");
    }

    @Test
    void anUnknownFunctionIsRefusedWhereItDecidesAndTheRightOneIsSuggested() {
        assertThat(problems("preconditions: [{name: gate, expression: 'conditonStatus(event.c, \"A\") == \"B\"'}]"))
                .extracting(problem -> problem.severity() + " " + problem.message() + "; " + problem.hint())
                .containsExactly("ERROR undefined function \"conditonStatus\"; did you mean \"conditionStatus\"?");
    }

    @Test
    void aReportThatTheApiWouldNotTakeIsWarnedOf() {
        assertThat(codes("""
                params: [{name: apiToken, source: env.T, required: true}]
                post:
                  payloads:
                    - name: report
                      build: {observed_generation: 1, conditions: [{type: Applied, status: "True"}, {type: Health, status: "True"}]}
                  post_actions:
                    - name: send
                      log: {message: "sent with {{ .apiToken }}"}
                      api_call: {method: POST, url: /clusters/1/statuses, body: "{{ .report }}"}
                """)).containsExactlyInAnyOrder("secret-in-template", "missing-condition", "status-method");
    }

    @Test
    void aManifestWithoutItsGenerationIsWarnedOf() {
        String resource =
                "resources: [{name: a, discovery: {by_name: x}, manifest: {apiVersion: v1, kind: X, metadata: {name: x, annotations: {%s: a}}}}]";
        assertThat(codes(resource.formatted("other"))).containsExactly("generation");
        assertThat(codes(resource.formatted("hyperfleet.io/generation"))).isEmpty();
    }

    private static List<String> codes(String task) {
        return problems(task).stream().map(Problem::code).toList();
    }

    private static List<Problem> problems(String task) {
        return TaskLoader.load("task.yaml", task, NO_FILES, Map.of("T", "t")).problems();
    }
}
