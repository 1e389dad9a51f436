package io.hyperfleet.adapter.app.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.cli.ServeOptions;
import io.hyperfleet.adapter.engine.document.Source;
import io.hyperfleet.adapter.engine.run.RunPorts;
import io.hyperfleet.adapter.engine.task.TaskCompiler;
import io.hyperfleet.adapter.engine.task.TaskLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryRunTest {

    private static final String EVENT = """
            {"specversion":"1.0","id":"e1","type":"test.changed","source":"/test","data":{"id":"c1","generation":2}}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> execute(String task, ServeOptions.DryRun options) {
        Source noFiles = reference -> new Source.Content.Refused("none");
        var loaded = TaskLoader.load("task.yaml", task, noFiles, Map.of());
        var compiled = (TaskCompiler.Compilation.Done)
                TaskCompiler.compile(loaded.task().orElseThrow());
        DryRun.Adapter adapter = new DryRun.Adapter(
                new RunPorts.AdapterInfo("tester", "1", Map.of()),
                Map.of(),
                Map.of(),
                Map.of(),
                UnaryOperator.identity());
        return DryRun.execute(options, compiled.task(), adapter, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private ServeOptions.DryRun options(String event, String responses, String discovery, boolean strict) {
        return new ServeOptions.DryRun(event, responses, discovery, false, false, strict);
    }

    @Test
    void recordedAnswersAreGivenInTheirOrderAndTheLastOneRepeats() {
        String task = """
                params:
                  - {name: a, source: {api_call: {method: GET, url: /x}}}
                  - {name: b, source: {api_call: {method: GET, url: /x}}}
                  - {name: c, source: {api_call: {method: GET, url: /x}}}
                """;
        String responses = file("r.json", """
                {"responses":[{"match":{"method":"*","urlPattern":"^/x$"},
                 "responses":[{"body":{"n":1}},{"statusCode":201,"body":{"n":2}}]}]}
                """);

        assertThat(execute(task, options(file("e.json", EVENT), responses, "", false)))
                .isEmpty();
        assertThat(text(out))
                .contains(
                        "a                = {\"n\":1}", "b                = {\"n\":2}", "c                = {\"n\":2}");
    }

    @Test
    void anOverrideIsWhatTheServerMadeOfTheManifest() {
        String task = """
                resources:
                  - name: box
                    manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: box, namespace: n}}
                    discovery: {by_name: box, namespace: n}
                """;
        String discovery = file("d.json", """
                {"box":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"box","namespace":"n","uid":"u1"}}}
                """);

        assertThat(execute(task, options(file("e.json", EVENT), "", discovery, false)))
                .isEmpty();
        assertThat(text(out)).contains("UPDATE", "\"uid\": \"u1\"");
    }

    @Test
    void aFailedRunIsAnErrorOnlyWhenItIsToBe() {
        String task = "params: [{name: x, source: event.x, required: true}]";
        String event = file("e.json", EVENT);

        assertThat(execute(task, options(event, "", "", false))).isEmpty();
        assertThat(text(err)).startsWith("Error in param_extraction: [param_extraction] x: failed to extract");
        assertThat(execute(task, options(event, "", "", true))).isPresent();
    }

    @Test
    void withoutAnEventThereIsNothingToDo() {
        assertThat(execute("params: []", options("", "r.json", "", false)))
                .contains("--dry-run-event is required for dry-run mode");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello|failed to load event: failed to parse CloudEvent from",
                "[]|failed to load event: failed to parse CloudEvent from",
                "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\"}|type: MUST be a non-empty string",
                "{\"specversion\":\"1.0\",\"id\":\"e\",\"type\":\"t\"}|source: REQUIRED",
            })
    void anEventThatIsNoneIsRefused(String event, String reason) {
        assertThat(execute("params: []", options(file("e.json", event), "", "", false)))
                .hasValueSatisfying(error -> assertThat(error).contains(reason));
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|json: cannot unmarshal array into Go value of type dryrun.DryrunResponsesFile",
                "{\"responses\":[{\"match\":{\"urlPattern\":\"x\"}}]}|endpoint 0 has no responses defined",
                "{\"responses\":[{\"responses\":[{}]}]}|endpoint 0 has empty urlPattern",
                "{\"responses\":[{\"match\":{\"urlPattern\":\"[\"},\"responses\":[{}]}]}|endpoint 0: invalid urlPattern",
            })
    void answersThatCannotBeUsedAreRefused(String responses, String reason) {
        assertThat(execute("params: []", options(file("e.json", EVENT), file("r.json", responses), "", false)))
                .hasValueSatisfying(error -> assertThat(error).contains(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"apiVersion\":\"v1\"}|kind", "{\"kind\":\"Job\"}|apiVersion", "null|apiVersion"})
    void anOverrideThatIsNoObjectOfAServerIsRefused(String object, String missing) {
        String discovery = file("d.json", "{\"x\":" + object + "}");

        assertThat(execute("params: []", options(file("e.json", EVENT), "", discovery, false)))
                .contains("failed to load discovery overrides: discovery override \"x\" is missing required field \""
                        + missing + "\"");
    }

    @Test
    void anOverrideOfAnotherKindIsNotAmongTheObjectsOfTheManifestsKind() {
        String task = """
                resources:
                  - name: box
                    manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: box}}
                    discovery: {by_selectors: {label_selector: {a: b}}}
                """;
        String discovery = file("d.json", """
                {"box":{"apiVersion":"v1","kind":"Secret","metadata":{"name":"box","labels":{"a":"b"}}}}
                """);

        assertThat(execute(task, options(file("e.json", EVENT), "", discovery, false)))
                .isEmpty();
        assertThat(text(out)).contains("Error: ConfigMap \"\" not found");
    }
}
