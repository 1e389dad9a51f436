package io.hyperfleet.adapter.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.TaskRun;
import org.junit.jupiter.api.Test;

class TextTraceTest {

    private static final String TASK = """
            params:
              - {name: id, source: event.id}
              - {name: thing, source: {api_call: {method: GET, url: "/things/{{ .id }}"}}}
            preconditions: [{name: open, expression: "thing.open"}]
            resources:
              - name: box
                manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: "box-{{ .id }}", namespace: n}}
                discovery: {by_name: "box-{{ .id }}", namespace: n}
            post:
              post_actions: [{name: send, api_call: {method: PUT, url: /report, body: '{"a":[]}'}}]
            """;

    private static TaskRun run() {
        return new TaskRun(TASK)
                .environment("PASSWORD", "open sesame")
                .answer("GET", "/things/c1", 200, "{\"open\":true}");
    }

    private static String print(TaskRun run, boolean verbose) {
        TraceRecorder recorder = new TraceRecorder();
        RunResult result = run.run(recorder);
        return TextTrace.print(recorder.trace(run.event(), result), verbose);
    }

    @Test
    void everyPhaseIsShownWithWhatItDid() {
        assertThat(print(run(), false)).isEqualTo("""
                Dry-Run Execution Trace
                ========================
                Event: id=e1 type=test.changed

                Phase 1: Parameter Extraction .............. SUCCESS
                  adapter          = {"name":"tester","version":"1.0.0"}
                  config           = {"adapter":{"name":"tester"}}
                  env              = {"PASSWORD":"**REDACTED**"}
                  event            = {"generation":3,"id":"c1","kind":"Cluster"}
                  id               = "c1"
                  thing            = {"open":true}
                  API Call: GET /things/c1 -> 200

                Phase 2: Preconditions ..................... SUCCESS (MET)
                  [1/1] open                           PASS

                Phase 3: Resources ........................ SUCCESS
                  [1/1] box                            CREATE
                    Kind: ConfigMap    Namespace: n            Name: box-c1

                Phase 3.5: Discovery Results ................. (available as resources.* in payload)
                  box:
                    {
                      "apiVersion": "v1",
                      "kind": "ConfigMap",
                      "metadata": {
                        "name": "box-c1",
                        "namespace": "n"
                      }
                    }

                Phase 4: Post Actions ..................... SUCCESS
                  [1/1] send                           EXECUTED
                    API Call: PUT /report -> 200

                Result: SUCCESS
                """);
    }

    @Test
    void bodiesAndManifestsAreShownWhenAskedFor() {
        assertThat(print(run(), true))
                .contains(
                        "    [verbose] Response body:\n      {\n        \"open\": true\n      }\n",
                        "    [verbose] Rendered manifest:\n      {\n        \"apiVersion\": \"v1\",\n",
                        "    [verbose] Request body:\n      {\n        \"a\": []\n      }\n");
    }

    @Test
    void whatWasSkippedSaysWhy() {
        String trace = print(new TaskRun(TASK).answer("GET", "/things/c1", 200, "{\"open\":false}"), false);

        assertThat(trace)
                .contains(
                        "SUCCESS (NOT MET)\n  [1/1] open                           NOT MET\n",
                        "SKIPPED\n  Reason: precondition 'open' not met: no specific details available\n",
                        "Result: SUCCESS\n");
    }

    @Test
    void requestsAreDealtOutInTheirOrderSoThatTheParamsTakeThoseThatNobodyElseClaims() {
        String trace = print(new TaskRun("""
                        preconditions:
                          - {name: one, api_call: {method: GET, url: /one}}
                          - {name: two, api_call: {method: GET, url: /two}}
                        post: {post_actions: [{name: send, api_call: {method: PUT, url: /report}}]}
                        """).answer("GET", "/two", 500, "{}"), false);

        assertThat(trace)
                .containsSubsequence(
                        "Phase 1",
                        "\n  API Call: GET /one -> 200\n",
                        "[1/2] one                            PASS\n    API Call: GET /two -> 500\n",
                        "[2/2] two                            FAIL\n    Error: API request failed: GET /two",
                        "[1/1] send                           EXECUTED\n    API Call: PUT /report -> 200\n");
    }

    @Test
    void anActionWhoseRequestCouldNotBeMadeTakesNone() {
        String trace = print(
                new TaskRun("post: {post_actions: [{name: a, api_call: {method: GET, url: '/{{ .event.none }}'}}]}"),
                false);

        assertThat(trace)
                .contains("[1/1] a                              FAILED\n    Error: API request failed: GET  after 0");
    }

    @Test
    void blanksBehindABodyAreShown() {
        TaskRun run = new TaskRun("""
                post:
                  post_actions:
                    - name: send
                      api_call:
                        method: PUT
                        url: /report
                        body: |
                          {"a": 1}
                """);

        assertThat(print(run, true)).contains("      {\n        \"a\": 1\n      }\n\n    [verbose] Response body:\n");
    }

    @Test
    void theEnvironmentIsNotShownWhateverItIsCalled() {
        TaskRun run = new TaskRun("""
                params:
                  - {name: copy, source: env}
                  - {name: computed, source: {expression: env}}
                  - {name: one, source: env.USER}
                """).environment("USER", "ann").environment("PASSWORD", "open sesame");

        assertThat(print(run, false))
                .doesNotContain("sesame")
                .contains("  copy             = {\"PASSWORD\":\"**REDACTED**\"", "  one              = \"ann\"\n");
    }

    @Test
    void dataThatIsNullIsShownSo() {
        assertThat(print(new TaskRun("post: {post_actions: [{name: a}]}").data("null"), false))
                .contains("  event            = null\n");
        assertThat(print(new TaskRun("post: {post_actions: [{name: a}]}").data(""), false))
                .contains("  event            = {}\n");
    }

    @Test
    void aFailedParamIsTheWholeStory() {
        String trace = print(new TaskRun("params: [{name: x, source: event.x, required: true}]"), false);

        assertThat(trace)
                .contains("Phase 1: Parameter Extraction .............. FAILED\n  Error: [param_extraction] x: failed")
                .endsWith("Result: FAILED\n");
    }
}
