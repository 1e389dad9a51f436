package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.RunEvent.ResourceStep;
import org.junit.jupiter.api.Test;

class ResourcePhaseTest {

    private static final String TWO_OBJECTS = """
            params: [{name: gen, source: event.generation, type: int}]
            resources:
              - name: space
                manifest:
                  apiVersion: v1
                  kind: Namespace
                  metadata: {name: ocean, annotations: {hyperfleet.io/generation: "{{ .gen }}"}}
                discovery: {by_name: ocean}
                lifecycle: {create: {when: {expression: "true"}}}
              - name: work
                manifest:
                  apiVersion: batch/v1
                  kind: Job
                  metadata:
                    name: check
                    namespace: ocean
                    labels: {app: check}
                    annotations: {hyperfleet.io/generation: "{{ .gen }}"}
                discovery: {namespace: ocean, by_selectors: {label_selector: {app: check}}}
            """;

    private static final String REPORT = """
            post:
              payloads:
                - name: report
                  build:
                    phase: {expression: "adapter.?executionError.?phase", default: none}
                    step: {expression: "adapter.?executionError.?step", default: none}
                    listed: {expression: "adapter.resourceErrors.map(name, name)"}
                    known: {expression: "resources.map(name, name)"}
              post_actions: [{name: send, api_call: {method: PUT, url: /report, body: "{{ .report }}"}}]
            """;

    private static String configMap(String name, String more) {
        return "  - name: " + name + "\n    manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: " + name
                + ", namespace: n}}\n    discovery: {by_name: " + name + ", namespace: n}\n" + more;
    }

    private static String reportOf(TaskRun run) {
        return String.valueOf(run.api().requests().getLast().body());
    }

    @Test
    void ofSeveralTemplatesThatFailTheOneThatGoWritesFirstIsTold() {
        RunResult result = new TaskRun("""
                resources:
                  - name: r
                    manifest:
                      metadata:
                        name: r
                        labels: {x: "{{ .event.a10 }}"}
                        annotations: {b10: "{{ .event.third }}", b2: "{{ .event.second }}", B: "{{ .event.first }}"}
                      apiVersion: v1
                      kind: ConfigMap
                    discovery: {by_name: r}
                """).run();

        assertThat(result.resourceResults().getFirst().error()).contains("map has no entry for key \"first\"");
    }

    @Test
    void twoNewObjectsCostTwoReadsAndTwoWrites() {
        TaskRun run = new TaskRun(TWO_OBJECTS);

        RunResult result = run.run();

        assertThat(result.failures()).isEmpty();
        assertThat(run.cluster().requests()).containsExactly("GET ocean", "LIST Job", "POST ocean", "POST check");
        assertThat(result.resources()).containsOnlyKeys("space", "work");
    }

    @Test
    void twoUnchangedObjectsCostTwoReads() {
        TaskRun run = new TaskRun(TWO_OBJECTS);
        run.run();
        run.cluster().requests().clear();

        RunResult result = run.run();

        assertThat(run.cluster().requests()).containsExactly("GET ocean", "LIST Job");
        assertThat(result.resourceResults())
                .extracting(RunResult.ResourceResult::reason)
                .containsOnly("generation 3 unchanged");
        assertThat(result.resources()).containsOnlyKeys("space", "work");
    }

    @Test
    void aRisenGenerationUpdatesTheObjectsThatWereFound() {
        TaskRun run = new TaskRun(TWO_OBJECTS);
        run.run();
        run.cluster().requests().clear();

        run.data("{\"id\":\"c1\",\"generation\":4}").run();

        assertThat(run.cluster().requests()).containsExactly("GET ocean", "LIST Job", "PUT ocean", "PUT check");
    }

    @Test
    void anObjectWithoutTheLabelsItIsLookedForByIsStillUpdated() {
        TaskRun run = new TaskRun(TWO_OBJECTS)
                .existing("{apiVersion: batch/v1, kind: Job, metadata: {name: check, namespace: ocean}}");

        RunResult result = run.run();

        assertThat(result.resourceResults().getLast().operation()).isEqualTo(Operation.UPDATE);
        assertThat(result.resources()).containsKey("work");
    }

    @Test
    void theNewestOfSeveralObjectsIsDiscovered() {
        TaskRun run = new TaskRun(TWO_OBJECTS).existing("""
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: newer
                  namespace: ocean
                  labels: {app: check}
                  annotations: {hyperfleet.io/generation: "9"}
                """);

        RunResult result = run.run();

        assertThat(result.resources().get("work"))
                .isNotNull()
                .satisfies(object -> assertThat(object.name()).isEqualTo("newer"));
    }

    @Test
    void anObjectThatIsNotFoundAfterwardsIsAFailureAndStopsThePhase() {
        TaskRun run = new TaskRun("resources:\n"
                + configMap("one", "").replace("by_name: one", "by_name: other")
                + configMap("two", "")
                + REPORT);

        RunResult result = run.run();

        assertThat(result.failures().getFirst().message())
                .isEqualTo("resource execution failed: [resources] one: failed to discover resource after apply:"
                        + " ConfigMap \"other\" not found");
        assertThat(result.resourceResults()).hasSize(1);
        assertThat(reportOf(run)).contains("\"step\":\"one\"", "\"listed\":[\"one\"]", "\"phase\":\"resources\"");
    }

    @Test
    void aManifestThatCannotBeRenderedFails() {
        TaskRun run = new TaskRun("""
                resources:
                  - name: r
                    manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: "{{ .event.none }}"}}
                    discovery: {by_name: r}
                """ + REPORT);

        assertThat(run.run().failures().getFirst().message())
                .startsWith(
                        "resource execution failed: [resources] r: failed to render manifest: failed to render manifest"
                                + " template: failed to execute template: ");
        assertThat(reportOf(run)).contains("\"phase\":\"ResourceFailed\"", "\"listed\":[\"r\"]");
    }

    @Test
    void aResourceThatIsNotToBeCreatedIsSkippedAndTheNextGoesOn() {
        TaskRun run = new TaskRun("resources:\n"
                + configMap("one", "    lifecycle: {create: {when: {expression: 'false'}}}\n")
                + configMap("two", ""));

        RunResult result = run.run();

        assertThat(result.outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(result.resourceResults().getFirst().status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(result.resourceResults().getFirst().reason())
                .isEqualTo("lifecycle.create.when condition evaluated to false");
        assertThat(result.resources()).containsOnlyKeys("two");
    }

    @Test
    void anExistingObjectIsAppliedWhateverTheCreateConditionSays() {
        TaskRun run = new TaskRun(
                        "resources:\n" + configMap("one", "    lifecycle: {create: {when: {expression: 'false'}}}\n"))
                .existing("{apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: n}}");

        assertThat(run.run().resourceResults().getFirst().reason()).isEqualTo("generation 0 unchanged");
        assertThat(run.events(ResourceStep.CreateConditionIgnored.class)).hasSize(1);
    }

    @Test
    void lifecycleExpressionsThatCannotBeEvaluatedNeitherCreateNorDelete() {
        TaskRun run = new TaskRun("resources:\n"
                        + configMap("one", "    lifecycle: {create: {when: {expression: event.none}}}\n")
                        + configMap("two", "    lifecycle: {delete: {when: {expression: event.none}}}\n"))
                .existing("{apiVersion: v1, kind: ConfigMap, metadata: {name: two, namespace: n}}");

        RunResult result = run.run();

        assertThat(result.failures()).isEmpty();
        assertThat(run.cluster().objects()).hasSize(1);
        assertThat(run.events(ResourceStep.LifecycleExpressionFailed.class))
                .extracting(ResourceStep.LifecycleExpressionFailed::rule)
                .containsExactly("lifecycle.create.when", "lifecycle.delete.when");
    }

    @Test
    void aFailedLookBeforeEndsThePhaseBeforeAnythingIsDone() {
        TaskRun run = new TaskRun("resources:\n"
                + configMap("one", "    lifecycle: {delete: {when: {expression: 'true'}}}\n")
                + configMap("two", ""));
        run.cluster().refuse("two");

        RunResult result = run.run();

        assertThat(result.failures().getFirst().message())
                .isEqualTo("resource execution failed: [resources] two: pre-discovery failed: boom");
        assertThat(result.failures().getFirst().classification()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(result.resourceResults()).isEmpty();
    }

    @Test
    void aDeletedObjectLetsItsDependentFollowInTheSameEvent() {
        TaskRun run = new TaskRun("resources:\n"
                        + configMap(
                                "child",
                                "    lifecycle: {delete: {propagationPolicy: Foreground, when: {expression: 'true'}}}\n")
                        + configMap(
                                "parent",
                                "    lifecycle: {delete: {when: {expression: '!resources.?child.hasValue()'}}}\n"))
                .existing("{apiVersion: v1, kind: ConfigMap, metadata: {name: child, namespace: n}}")
                .existing("{apiVersion: v1, kind: ConfigMap, metadata: {name: parent, namespace: n}}");

        RunResult result = run.run();

        assertThat(result.failures()).isEmpty();
        assertThat(run.cluster().objects()).isEmpty();
        assertThat(run.cluster().requests()).contains("DELETE child Foreground", "DELETE parent Background");
        assertThat(result.resources()).containsEntry("child", null).containsEntry("parent", null);
        assertThat(result.resourceResults().getFirst().beforeDelete()).isNotNull();
    }

    @Test
    void anObjectThatStaysAfterItsDeletionKeepsItsDependentWaiting() {
        TaskRun run = new TaskRun("resources:\n"
                        + configMap("child", "    lifecycle: {delete: {when: {expression: 'true'}}}\n")
                        + configMap(
                                "parent",
                                "    lifecycle: {delete: {when: {expression: '!resources.?child.hasValue()'}}}\n"))
                .existing("{apiVersion: v1, kind: ConfigMap, metadata: {name: child, namespace: n}}")
                .existing("{apiVersion: v1, kind: ConfigMap, metadata: {name: parent, namespace: n}}");
        run.cluster().keepDeleted();

        RunResult result = run.run();

        assertThat(run.cluster().requests())
                .contains("DELETE child Background")
                .doesNotContain("DELETE parent Background");
        assertThat(result.resources().get("child")).isNotNull();
    }

    @Test
    void ofSeveralTextsThatCannotBeRenderedTheFirstBySortedKeysIsNamed() {
        TaskRun run = new TaskRun("""
                params: [{name: one, source: event.one}, {name: two, source: event.two}]
                resources:
                  - name: work
                    manifest:
                      kind: ConfigMap
                      apiVersion: v1
                      metadata: {name: a, namespace: "{{ .two }}"}
                      data: {b: "{{ .one }}"}
                    discovery: {by_name: a, namespace: n}
                """);

        RunResult result = run.run();

        assertThat(result.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("map has no entry for key \"one\""));
    }

    @Test
    void deletingWhatIsNotThereSucceedsWithoutARequestToDelete() {
        TaskRun run = new TaskRun(
                "resources:\n" + configMap("one", "    lifecycle: {delete: {when: {expression: 'true'}}}\n"));

        RunResult result = run.run();

        assertThat(result.resourceResults().getFirst().reason()).isEqualTo("resource already deleted or never existed");
        assertThat(run.cluster().requests()).containsExactly("GET one");
        assertThat(run.events(ResourceStep.DeleteFinished.class))
                .extracting(ResourceStep.DeleteFinished::succeeded)
                .containsExactly(true);
    }
}
