package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is compiled when a task is loaded. The flight recorder counts the calls that would compile something. */
class CompiledOnceTest {

    private static final Path EXAMPLE = Path.of("../examples/namespace-job");

    private static final String CEL = "io.hyperfleet.adapter.engine.expression.cel.CelSyntax::parse";
    private static final String TEMPLATE = "io.hyperfleet.gotemplate.Parser::parse";
    private static final String FIELD_PATH = "io.hyperfleet.adapter.engine.expression.jsonpath.PathParser::parse";
    private static final String YAML = "io.hyperfleet.adapter.engine.document.Yaml::compose";
    private static final String CEL_PLANNER = "io.hyperfleet.adapter.engine.expression.cel.Planner::plan";
    private static final String PATTERN = "java.util.regex.Pattern::compile";
    private static final String LINEAR_PATTERN = "com.google.re2j.Pattern::compile";

    private static final List<String> COMPILERS =
            List.of(CEL, CEL_PLANNER, TEMPLATE, FIELD_PATH, YAML, PATTERN, LINEAR_PATTERN);

    private static final String TEXT_MANIFEST = """
            resources:
              - name: settings
                manifest: |
                  apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: "{{ .event.id }}", annotations: {hyperfleet.io/generation: "3"}}
                discovery: {by_name: "{{ .event.id }}"}
            """;

    @TempDir
    private Path folder;

    @Test
    void aRunCompilesNoExpressionTemplatePathPatternOrYaml() throws IOException {
        String yaml = Files.readString(EXAMPLE.resolve("task-config.yaml"));
        List<TaskRun> loaded = new ArrayList<>();

        List<String> atLoad = compilerCalls(() -> loaded.add(example(yaml)));
        TaskRun task = loaded.getFirst();
        assertRanWhole(task.run());
        List<String> inRuns = compilerCalls(() -> {
            for (int event = 0; event < 3; event++) {
                assertRanWhole(task.run());
            }
        });

        assertThat(atLoad).contains(CEL, CEL_PLANNER, TEMPLATE, FIELD_PATH, YAML);
        assertThat(inRuns).isEmpty();
    }

    @Test
    void aManifestWrittenAsTextIsReadAsYamlOnceForEachEventBecauseOnlyItsRenderedTextIsYaml() throws IOException {
        TaskRun task = new TaskRun(TEXT_MANIFEST);
        assertThat(task.run().failures()).isEmpty();

        List<String> inRuns = compilerCalls(() -> assertThat(task.run().failures()).isEmpty());

        assertThat(inRuns).containsExactly(YAML);
    }

    private static TaskRun example(String yaml) {
        return new TaskRun(yaml)
                .data("{\"id\":\"ocean-01\",\"kind\":\"Cluster\",\"generation\":1}")
                .answer("GET", "/clusters/ocean-01", 200, """
                        {"id": "ocean-01", "generation": 1, "status": {"conditions": [
                          {"type": "Reconciled", "status": "False", "last_updated_time": "2026-11-22T16:43:55Z"}]}}""");
    }

    /** A run that left something out would prove nothing. */
    private static void assertRanWhole(RunResult result) {
        assertThat(result.failures()).isEmpty();
        assertThat(result.resourcesSkipped()).isFalse();
        assertThat(result.resourceResults()).hasSize(2);
        assertThat(result.postActionResults()).hasSize(1);
    }

    /** The compilers that were called on this thread while the work was done, in the order in which they returned. */
    private List<String> compilerCalls(Runnable work) throws IOException {
        Path file = folder.resolve("calls.jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.MethodTrace")
                    .with("filter", String.join(";", COMPILERS))
                    .withThreshold(Duration.ZERO)
                    .withoutStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        long thread = Thread.currentThread().threadId();
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getThread("eventThread").getJavaThreadId() == thread)
                .map(CompiledOnceTest::method)
                .toList();
    }

    private static String method(RecordedEvent event) {
        RecordedMethod method = event.getValue("method");
        return method.getType().getName() + "::" + method.getName();
    }
}
