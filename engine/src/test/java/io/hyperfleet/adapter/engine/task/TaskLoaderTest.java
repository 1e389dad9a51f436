package io.hyperfleet.adapter.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.document.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLoaderTest {

    private static final String RESOURCE = """
        resources:
          - name: job
            manifest: {apiVersion: batch/v1, kind: Job, metadata: {name: j}}
            discovery: {by_name: x}
        """;

    private static final String MANIFEST = "{apiVersion: batch/v1, kind: Job, metadata: {name: j}}";

    @Test
    void aTaskWithoutMistakesIsReadWhole() {
        TaskLoadResult result = load("""
            params:
              - {name: clusterId, source: event.id, required: yes, description: the cluster}
              - name: cluster
                source: {api_call: {method: GET, url: "/clusters/{{ .clusterId }}", retry_attempts: 3}}
            preconditions:
              - name: reconciled
                conditions: [{field: cluster.phase, operator: in, values: [A, B]}]
            post:
              payloads: [{name: status, build: {id: "{{ .clusterId }}"}}]
              post_actions: [{name: report, log: {message: "{{ .status }}"}}]
            """ + RESOURCE);

        assertThat(result.problems()).extracting(Problem::code).containsExactly("generation");
        TaskFile task = result.task().orElseThrow();
        assertThat(task.params()).extracting(param -> param.name().text()).containsExactly("clusterId", "cluster");
        assertThat(task.params().getFirst().required()).isTrue();
        assertThat(task.preconditions().getFirst().conditions().getFirst().value())
                .isNotNull();
        assertThat(task.resources().getFirst().path()).isEqualTo("resources[0]");
        assertThat(task.payloads().getFirst().fromFile()).isFalse();
        assertThat(task.postActions().getFirst().log()).isNotNull();
    }

    @Test
    void mistakesOfAllStepsAreToldAtOnce() {
        TaskLoadResult result = load("""
            params: [{name: id, source: event.id, requird: true}]
            preconditions: [{name: Bad, expression: "a +"}]
            resources: [{name: r, manifest: {ref: gone.yaml}, discovery: {by_name: "{{ .idd }}"}}]
            """);

        assertThat(TaskTexts.refusedBy(result)).contains(LoadStage.PARSING);
        assertThat(result.errors())
                .extracting(Problem::code)
                .containsExactly("unknown-key", "name", "file-reference", "undefined-variable", "cel-syntax");
        assertThat(result.errors())
                .extracting(problem -> String.valueOf(problem.place()))
                .containsExactly(
                        "task.yaml:1:39", "task.yaml:2:24", "task.yaml:3:39", "task.yaml:3:77", "task.yaml:2:45");
    }

    @Test
    void whatOnlyFollowsFromAMisspeltKeyIsNotToldToo() {
        TaskLoadResult result = load("params: [{nmae: id, source: event.id}, {name: [], source: x}]");

        assertThat(result.errors()).extracting(Problem::code).containsExactly("unknown-key", "wrong-type");
        assertThat(result.errors().getFirst().hint()).isEqualTo("did you mean \"name\"?");
    }

    @Test
    void anUnknownNameInATemplateIsRefusedWithItsPlaceAndTheLikelyName() {
        TaskLoadResult result = load("""
            params: [{name: clusterId, source: event.id}]
            resources:
              - name: job
                manifest: |
                  kind: Job
                  metadata:
                    name: job-{{ .clusterID }}
                discovery: {by_name: x}
            """);

        assertThat(result.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.originalText())
                    .isEqualTo("resources[0].manifest: undefined template variable \"clusterID\"");
            assertThat(problem.place()).isEqualTo(new Place("task.yaml", 7, 23));
            assertThat(problem.hint()).isEqualTo("did you mean \"clusterId\" (line 1)?");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range .items }}{{ .name }}{{ end }}",
                "{{ with .items }}{{ .first }}{{ end }}",
                "{{ $x := .items }}{{ $x.name }}",
                "{{ range $i, $item := .items }}{{ $item.name }}{{ end }}",
                "{{ index .event \"id\" }}{{ .adapter.name }}{{ .config.log }}{{ now }}"
            })
    void whatIsReadFromElementsOrVariablesIsNoUnknownName(String template) {
        TaskLoadResult result = load("params: [{name: items, source: event.items}]\n"
                + RESOURCE.replace("by_name: x", "by_name: '" + template + "'"));
        assertThat(result.problems()).extracting(Problem::code).doesNotContain("undefined-variable");
    }

    @Test
    void anUnknownNameThatMayNeverBeReachedIsAWarning() {
        TaskLoadResult result = load(RESOURCE.replace("by_name: x", "by_name: '{{ if .nope }}a{{ end }}b'"));
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).extracting(Problem::code).containsExactly("undefined-variable", "generation");
    }

    @Test
    void aTemplateThatCannotBeParsedIsRefusedAtItsPlace() {
        TaskLoadResult result = load(RESOURCE.replace(MANIFEST, "{kind: Job, x: \"{{ shout 1 }}\"}"));
        assertThat(TaskTexts.refusedBy(result)).contains(LoadStage.COMPILATION);
        assertThat(result.errors().getFirst().message()).contains("function \"shout\" not defined");
    }

    @Test
    void aNameThatNothingGivesIsRefusedInADecision() {
        TaskLoadResult result = load(RESOURCE
                + "    lifecycle: {delete: {when: {expression: \"has(event.x) && params.y && resources.jb.z\"}}}\n");

        assertThat(TaskTexts.refusedBy(result)).contains(LoadStage.COMPILATION);
        assertThat(result.errors())
                .extracting(Problem::originalText)
                .containsExactly(
                        "resources[0].lifecycle.delete.when.expression: undefined variable \"params\"",
                        "resources[0].lifecycle.delete.when.expression: undefined resource \"resources.jb\"");
        assertThat(result.errors())
                .extracting(Problem::hint)
                .containsExactly("a param is a variable itself: write y", "did you mean \"job\"?");
    }

    @Test
    void aNameThatNothingGivesIsAWarningWhereADefaultStandsIn() {
        TaskLoadResult result = load("""
            params: [{name: p, source: {expression: nope}}]
            post: {payloads: [{name: s, build: {a: {expression: nope, default: 1}}}]}
            """);
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings())
                .extracting(Problem::code)
                .containsExactly("undefined-variable", "undefined-variable", "unused-param");
    }

    @Test
    void capturesMayNameWhateverTheResponseHolds() {
        TaskLoadResult result =
                load("preconditions: [{name: c, expression: 'true', capture: [{name: a, expression: status.phase}]}]");
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void aFieldPathThatCannotBeFollowedIsRefused() {
        TaskLoadResult result =
                load("preconditions: [{name: c, expression: 'true', capture: [{name: a, field: 'x['}]}]");
        assertThat(result.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("field-path");
            assertThat(problem.path()).isEqualTo("preconditions[0].capture[0].field");
        });
    }

    @Test
    void filesThatATaskNamesAreReadAndJudgedWithTheirOwnPlaces() {
        Map<String, String> files =
                Map.of("job.yaml", "kind: Job\nname: '{{ .nope }}'\n", "status.yaml", "a:\n  expression: \"1 +\"\n");
        TaskLoadResult result = load(
                RESOURCE.replace(MANIFEST, "{ref: job.yaml, other: dropped}")
                        + "post: {payloads: [{name: s, build_ref: status.yaml}]}",
                files);

        assertThat(result.errors())
                .extracting(problem -> problem.place() + " " + problem.path())
                .containsExactly(
                        "job.yaml:2:12 resources[0].manifest",
                        "status.yaml:2:19 post.payloads[0].build_ref.a.expression");
        assertThat(result.task().orElseThrow().payloads().getFirst().fromFile()).isTrue();
    }

    @Test
    void aPayloadFileMustBeAMapOrNothing() {
        String task = "post: {payloads: [{name: s, build_ref: s.yaml}]}";
        assertThat(load(task, Map.of("s.yaml", "# empty")).problems()).isEmpty();
        assertThat(load(task, Map.of("s.yaml", "- a")).errors())
                .extracting(Problem::originalText)
                .containsExactly(
                        "post.payloads[0].build_ref: failed to parse YAML file \"/base/s.yaml\": yaml: unmarshal"
                                + " errors:\n  line 1: cannot unmarshal !!seq into map[string]interface {}");
        assertThat(TaskTexts.refusedBy(load(task, Map.of("s.yaml", "a: [")))).contains(LoadStage.FILE_LOADING);
    }

    @Test
    void aRequiredEnvironmentVariableMustBeSetUnlessThereIsADefault() {
        String task = "params: [{name: r, source: env.REGION, required: true%s}]";
        String missing = "params[0]: required environment variable REGION is not set";
        assertThat(load(task.formatted("")).errors())
                .extracting(Problem::originalText)
                .containsExactly(missing);
        assertThat(load(task.formatted(", default: ''")).errors()).isEmpty();
        assertThat(TaskLoader.load("task.yaml", task.formatted(""), source(Map.of()), Map.of("REGION", "eu"))
                        .errors())
                .isEmpty();
    }

    @Test
    void outdatedAndDoubtfulThingsAreWarnings() {
        TaskLoadResult result = load("""
            params:
              - {name: f, source: {file: {path: token}}}
              - {name: g, source: {expression: "1", expresion: "2"}}
            preconditions: [{name: c, api_call: {method: GET, url: /c}}]
            """);

        assertThat(TaskTexts.refusedBy(result)).isEmpty();
        assertThat(result.warnings())
                .extracting(Problem::severity, Problem::code)
                .containsExactly(
                        tuple(Severity.WARNING, "unknown-key"),
                        tuple(Severity.WARNING, "deprecated"),
                        tuple(Severity.WARNING, "relative-path"),
                        tuple(Severity.WARNING, "unused-param"),
                        tuple(Severity.WARNING, "unused-param"));
        assertThat(result.warnings().get(1).originalText())
                .startsWith("preconditions[0].api_call: DEPRECATED: precondition \"c\" uses api_call directly. Move the"
                        + " api_call block to a params entry with source.api_call instead.")
                .endsWith("\n  params:\n    - name: \"c\"\n      source:\n        api_call:\n          ...");
    }

    @Test
    void anEmptyTaskIsATask() {
        assertThat(load("{}").problems()).isEmpty();
        assertThat(load("null").problems()).isEmpty();
        assertThat(TaskTexts.refusedBy(load(""))).contains(LoadStage.PARSING);
    }

    private static TaskLoadResult load(String text) {
        return load(text, Map.of());
    }

    private static TaskLoadResult load(String text, Map<String, String> files) {
        return TaskLoader.load("task.yaml", text, source(files), Map.of());
    }

    private static Source source(Map<String, String> files) {
        return reference -> {
            String text = files.get(reference);
            return text == null
                    ? new Source.Content.Refused("referenced file \"" + reference + "\" does not exist")
                    : new Source.Content.Text(reference, "/base/" + reference, text);
        };
    }
}
