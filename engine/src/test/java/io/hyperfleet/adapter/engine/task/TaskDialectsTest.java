package io.hyperfleet.adapter.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskDialectsTest {

    private static final Source NO_FILES = reference -> new Source.Content.Refused("no file: " + reference);

    private static final String ENVELOPE = """
            apiVersion: hyperfleet.redhat.com/v1alpha1
            kind: AdapterTaskConfig
            metadata: {name: a}
            spec:
              params: [{name: id, source: cluster.id}]
              preconditions:
                - name: fetch-cluster
                  apiCall: {method: GET, url: "/clusters/{{ .id }}/{{ .metadata.name }}", retryAttempts: 2}
              resources:
                - name: work
                  manifest: {apiVersion: v1, kind: X, metadata: {name: x, annotations: {hyperfleet.io/generation: "1"}}}
                  discovery: {byName: a, bySelectors: {labelSelector: {a: b}}}
              post:
                postActions: [{name: tell-all, log: {message: done}}]
            """;

    @Test
    void anEnvelopeIsReadIntoTheSameTaskWithOneWarning() {
        TaskLoadResult result = load(ENVELOPE);
        assertThat(result.problems()).extracting(Problem::code).containsExactly("old-dialect", "old-name", "old-name");
        TaskFile task = result.task().orElseThrow();
        assertThat(task.dialect()).isEqualTo(Dialect.ENVELOPE);
        assertThat(task.preconditions().getFirst().call()).isNotNull();
        assertThat(task.resources().getFirst().discovery()).isNotNull();
        assertThat(task.postActions()).hasSize(1);
    }

    @Test
    void problemsOfAnEnvelopeNameItsOwnKeys() {
        TaskLoadResult result = load(ENVELOPE.replace("{byName: a, bySelectors: {labelSelector: {a: b}}}", "{}")
                .replace("{method: GET, url:", "{method: FETCH, url:"));
        assertThat(result.errors())
                .extracting(Problem::originalText)
                .containsExactly(
                        "spec.preconditions[0].apiCall.method \"FETCH\" is invalid (allowed: GET, POST, PUT, PATCH,"
                                + " DELETE)",
                        "spec.resources[0].discovery: must have either 'bySelectors' or 'byName' set");
    }

    @Test
    void anUnknownKeyOfAnEnvelopeIsOnlyWarnedOf() {
        assertThat(load(ENVELOPE.replace("retryAttempts", "retryAttemps")).warnings())
                .extracting(Problem::hint)
                .contains("did you mean \"retryAttempts\"?");
    }

    @Test
    void aForeignEnvelopeIsRefused() {
        assertThat(load(ENVELOPE.replace("v1alpha1", "v9")).errors())
                .extracting(Problem::message)
                .allMatch(
                        message -> message.startsWith(
                                "unsupported apiVersion \"hyperfleet.redhat.com/v9\" (supported: hyperfleet.redhat.com/v1alpha1)"))
                .hasSize(1);
        assertThat(load(ENVELOPE.replace("AdapterTaskConfig", "Pod")).errors())
                .extracting(Problem::message)
                .containsExactly("invalid kind \"Pod\" (expected: \"AdapterTaskConfig\")");
    }

    @Test
    void aFileOfBothConfigurationsIsATaskToo() {
        assertThat(load(ENVELOPE.replace("AdapterTaskConfig", "AdapterConfig")
                                .replace("spec:\n", "spec:\n  adapter: {version: 0.1.0}\n"))
                        .errors())
                .isEmpty();
    }

    @Test
    void aTaskOfTheSecondReleaseMayNameItsStepsFreely() {
        String task = "preconditions: [{name: fetch-cluster, api_call: {method: GET, url: /x}}]\n";
        assertThat(load(task).errors()).isEmpty();
        assertThat(load(task).warnings())
                .extracting(Problem::code)
                .containsExactly("old-dialect", "old-name", "deprecated");
        assertThat(load(task + "params: [{name: a, source: {expression: '1'}}]").errors())
                .extracting(Problem::code)
                .containsExactly("name");
    }

    private static TaskLoadResult load(String text) {
        return TaskLoader.load("task.yaml", text, NO_FILES, Map.of());
    }
}
