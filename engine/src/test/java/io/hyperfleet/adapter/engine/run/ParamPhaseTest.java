package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamPhaseTest {

    private static final String NEVER =
            "\npost: {post_actions: [{name: report, api_call: {method: PUT, url: /report}}]}\n";

    @Test
    void everySourceYieldsItsValue() {
        TaskRun run = new TaskRun("""
                params:
                  - {name: id, source: event.id}
                  - {name: home, source: env.HOME_PORT}
                  - {name: adapterName, source: config.adapter.name}
                  - {name: bare, source: kind}
                  - {name: copy, source: id}
                  - {name: answer, source: {api_call: {method: GET, url: "/things/{{ .id }}"}}}
                  - {name: inner, source: answer.spec.size}
                  - {name: computed, source: {expression: "id + '!'"}}
                  - {name: secret, source: {file: {path: /run/secret}}}
                """)
                .environment("HOME_PORT", "Visby")
                .answer("GET", "/things/c1", 200, "{\"spec\":{\"size\":4}}")
                .file("/run/secret", " \u00a0open sesame\u0085\n");

        assertThat(run.run().params())
                .containsEntry("id", "c1")
                .containsEntry("home", "Visby")
                .containsEntry("adapterName", "tester")
                .containsEntry("bare", "Cluster")
                .containsEntry("copy", "c1")
                .containsEntry("inner", 4.0)
                .containsEntry("computed", "c1!")
                .containsEntry("secret", "open sesame");
    }

    @Test
    void aMissingRequiredParamEndsTheRunAndNamesItself() {
        TaskRun run = new TaskRun("params: [{name: region, source: event.region, required: true}]" + NEVER);

        RunResult result = run.run();

        assertThat(result.failure(Phase.PARAM_EXTRACTION).orElseThrow().message())
                .isEqualTo("[param_extraction] region: failed to extract required parameter 'region' from source"
                        + " 'event.region': field 'region' not found at path 'region'");
        assertThat(run.api().requests()).isEmpty();
    }

    @Test
    void aRequiredParamThatIsNullFails() {
        TaskRun run =
                new TaskRun("params: [{name: region, source: event.region, required: true}]").data("{\"region\":null}");

        assertThat(run.run().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("'region'"));
    }

    @Test
    void aDefaultStandsInForWhatIsMissingNullOrEmptyAndIsConverted() {
        TaskRun run = new TaskRun("""
                params:
                  - {name: a, source: event.none, type: int, default: "12"}
                  - {name: b, source: event.nothing, type: int, default: "12"}
                  - {name: c, source: event.blank, type: int, default: "12"}
                  - {name: d, source: event.none, required: true, default: given}
                """).data("{\"nothing\":null,\"blank\":\"\"}");

        assertThat(run.run().params())
                .containsEntry("a", 12L)
                .containsEntry("b", 12L)
                .containsEntry("c", 12L)
                .containsEntry("d", "given");
    }

    @Test
    void anOptionalParamThatCannotBeHadIsAbsent() {
        TaskRun run = new TaskRun("params: [{name: a, source: event.none}, {name: b, source: event.id, type: int}]");

        RunResult result = run.run();

        assertThat(result.failed()).isFalse();
        assertThat(result.params()).doesNotContainKeys("a", "b");
        assertThat(run.events(RunEvent.Param.ParamUnavailable.class)).hasSize(2);
    }

    @Test
    void aRequiredParamOfTheWrongTypeFails() {
        TaskRun run = new TaskRun("params: [{name: n, source: event.id, type: int, required: true}]");

        assertThat(run.run().failures().getFirst().message())
                .isEqualTo("[param_extraction] n: failed to convert parameter 'n' to type 'int': cannot convert string"
                        + " 'c1' to int");
    }

    @Test
    void aResourceThatIsGoneEndsTheRunQuietly() {
        TaskRun run = new TaskRun("""
                params: [{name: entity, required: true, source: {api_call: {method: GET, url: /gone}}}]
                """ + NEVER).answer("GET", "/gone", 404, "{\"code\":\"HYPERFLEET-NTF-002\"}");

        RunResult result = run.run();

        assertThat(result.outcome()).isEqualTo(new Outcome.Skipped("ResourceNotFound"));
        assertThat(run.api().requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "Code", "CODE"})
    void anAddressThatDoesNotExistIsAFailure(String key) {
        TaskRun run = new TaskRun("""
                params: [{name: entity, required: true, source: {api_call: {method: GET, url: /wrong}}}]
                """).answer("GET", "/wrong", 404, "{\"" + key + "\":\"HYPERFLEET-NTF-000\"}");

        assertThat(run.run().failures().getFirst().message())
                .contains("API request failed: GET /wrong returned 404 Phrase after 1 attempt(s)");
    }

    @Test
    void anApiThatIsDownIsATransientFailureAlsoWithADefault() {
        TaskRun run = new TaskRun("""
                params: [{name: entity, required: true, default: x, source: {api_call: {method: GET, url: /down}}}]
                """)
                .unanswered("GET", "/down", "API request failed: GET /down after 3 attempt(s): refused");

        Failure failure = run.run().failures().getFirst();

        assertThat(failure.classification()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(failure.message()).contains("after 3 attempt(s): refused");
    }

    @Test
    void anAnswerThatIsNoObjectIsRefused() {
        TaskRun run = new TaskRun("""
                params: [{name: p, required: true, source: {api_call: {method: GET, url: /list}}}]
                """).answer("GET", "/list", 200, "[1]");

        assertThat(run.run().failures().getFirst().message())
                .endsWith(
                        "param \"p\": failed to parse API response as JSON: json: cannot unmarshal array into Go value"
                                + " of type map[string]interface {}");
    }

    @Test
    void aUrlThatCannotBeRenderedIsNotCalled() {
        TaskRun run = new TaskRun("""
                params: [{name: p, required: true, source: {api_call: {method: GET, url: "/{{ .event.none }}"}}}]
                """);

        assertThat(run.run().failures().getFirst().message())
                .contains("API request failed: GET  after 0 attempt(s): failed to render URL template: ");
        assertThat(run.api().requests()).isEmpty();
    }

    @Test
    void aBlankRequiredFileIsRefused() {
        TaskRun run = new TaskRun("params: [{name: p, required: true, source: {file: {path: /f}}}]").file("/f", " \n");

        assertThat(run.run().failures().getFirst().message()).endsWith("param \"p\": file \"/f\" is empty");
    }
}
