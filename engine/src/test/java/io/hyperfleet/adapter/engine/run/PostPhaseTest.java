package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostPhaseTest {

    @Test
    void payloadsAreBuiltAndSentInOrder() {
        TaskRun run = new TaskRun("""
                params: [{name: id, source: event.id}]
                post:
                  payloads:
                    - {name: one, build: {id: "{{ .id }}", n: {expression: 1 + 2}}}
                    - {name: two, build: {inner: "{{ .one }}"}}
                  post_actions:
                    - {name: first, log: {message: "about {{ .id }}", level: warn}}
                    - {name: second, api_call: {method: PUT, url: "/x/{{ .id }}", body: "{{ .two }}"}}
                """);

        assertThat(run.run().outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(run.api().requests()).singleElement().satisfies(request -> {
            assertThat(request.url()).isEqualTo("/x/c1");
            assertThat(request.body()).isEqualTo("{\"inner\":\"{\\\"id\\\":\\\"c1\\\",\\\"n\\\":3}\"}");
        });
        assertThat(run.events(RunEvent.Action.LogWritten.class))
                .containsExactly(new RunEvent.Action.LogWritten(RunEvent.LogLevel.WARN, "about c1"));
    }

    @Test
    void anActionWithoutItsPayloadIsSkippedAndOthersAreNot() {
        TaskRun run = new TaskRun("""
                post:
                  payloads: [{name: rare, when: {expression: 'false'}, build: {a: 1}}]
                  post_actions:
                    - {name: needs, api_call: {method: POST, url: /needs, body: "{{ .rare }}"}}
                    - {name: free, api_call: {method: POST, url: /free, body: "{{ upper .event.id }}"}}
                """);

        RunResult result = run.run();

        assertThat(result.postActionResults())
                .extracting(RunResult.PostActionResult::skipReason)
                .containsExactly("referenced payload 'rare' was skipped", "");
        assertThat(run.api().requests()).extracting(ApiRequest::url).containsExactly("/free");
    }

    @Test
    void aPayloadThatCannotBeBuiltStopsAllActions() {
        TaskRun run = new TaskRun("""
                post:
                  payloads: [{name: p, build: {a: "{{ .event.none }}"}}]
                  post_actions: [{name: tell, log: {message: hello}}]
                """);

        RunResult result = run.run();

        assertThat(result.failures().getFirst().message())
                .startsWith(
                        "post action execution failed: [post_actions] build_payloads: failed to build post payloads:"
                                + " failed to build payload 'p': failed to process value for key 'a': ");
        assertThat(result.postActionResults()).isEmpty();
    }

    @Test
    void aConditionThatCannotBeEvaluatedIsAFailure() {
        TaskRun run =
                new TaskRun("post: {post_actions: [{name: a, when: {expression: event.none}, log: {message: x}}]}");

        RunResult result = run.run();

        assertThat(result.failures().getFirst().message())
                .startsWith("post action execution failed: [post_actions] a: failed to evaluate when condition: CEL");
        assertThat(result.postActionResults().getFirst().error())
                .startsWith("[post_actions] a: failed to evaluate when condition: CEL");
    }

    @ParameterizedTest
    @CsvSource({"POST, /x", "PUT, ''", "PATCH, ''"})
    void aBodyThatCannotBeRenderedIsNotSent(String method, String urlInError) {
        TaskRun run = new TaskRun("post: {post_actions: [{name: a, api_call: {method: " + method
                + ", url: /x, body: '{{ .event.none }}'}}]}");

        assertThat(run.run().postActionResults().getFirst().error())
                .startsWith("API request failed: " + method + " " + urlInError
                        + " after 0 attempt(s): failed to render body template: ");
        assertThat(run.requests()).isEmpty();
    }

    @Test
    void aConditionThatDoesNotHoldSkipsTheAction() {
        TaskRun run = new TaskRun("post: {post_actions: [{name: a, when: {expression: 'false'}, log: {message: x}}]}");

        assertThat(run.run().postActionResults().getFirst().skipReason())
                .isEqualTo("when condition evaluated to false: false");
    }

    @Test
    void aRefusedReportFailsTheRunAndStopsTheRest() {
        TaskRun run = new TaskRun("""
                post:
                  post_actions:
                    - {name: a, api_call: {method: PUT, url: /report, body: x}}
                    - {name: b, log: {message: never}}
                """).answer("PUT", "/report", 400, "no");

        RunResult result = run.run();

        assertThat(result.failures().getFirst().message())
                .isEqualTo("post action execution failed: [post_actions] a: API call returned non-success status: API"
                        + " request failed: PUT /report returned 400 Phrase after 1 attempt(s): API returned non-success"
                        + " status: 400 Phrase, response body: no");
        assertThat(result.postActionResults()).hasSize(1);
    }

    @Test
    void aReportForWhatIsGoneSkipsTheRestAndCountsAsSkipped() {
        TaskRun run = new TaskRun("""
                post:
                  post_actions:
                    - {name: a, api_call: {method: PUT, url: /report, body: x}}
                    - {name: b, log: {message: never}}
                """).answer("PUT", "/report", 404, "");

        RunResult result = run.run();

        assertThat(result.outcome()).isEqualTo(new Outcome.Skipped("ResourceNotFound"));
        assertThat(result.postActionResults())
                .singleElement()
                .satisfies(step -> assertThat(step.status()).isEqualTo(StepStatus.SKIPPED));
    }

    @Test
    void aLogThatCannotBeRenderedIsNoFailure() {
        TaskRun run = new TaskRun("post: {post_actions: [{name: a, log: {message: \"{{ .event.none }}\"}}]}");

        assertThat(run.run().failures()).isEmpty();
        assertThat(run.events(RunEvent.Action.LogFailed.class)).hasSize(1);
    }
}
