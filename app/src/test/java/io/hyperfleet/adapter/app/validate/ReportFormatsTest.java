package io.hyperfleet.adapter.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One error and one warning, in each format; and what is found when folders are named. */
class ReportFormatsTest {

    private static final String TASK = """
            params:
              - name: id
                source: event.id
                requird: true
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("task.yaml"), TASK);
    }

    @Test
    void textShowsTheLinesPointsAtThePlacesAndCounts() {
        assertThat(report(ReportFormat.TEXT)).isEqualTo("""
                task.yaml:2:11: warning: nothing uses param "id" [unused-param]
                    2 |   - name: id
                      |           ^~ remove it, or make it required if the event shall fail without it

                task.yaml:4:5: error: unknown key "requird" in params[0] [unknown-key]
                    4 |     requird: true
                      |     ^~~~~~~ did you mean "required"?

                1 error, 1 warning in 1 file
                """);
    }

    @Test
    void jsonHasEveryFieldOfEveryProblem() {
        assertThat(json(report(ReportFormat.JSON)).get("problems"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(Map.of(
                        "file", "task.yaml",
                        "line", 4L,
                        "column", 5L,
                        "severity", "error",
                        "code", "unknown-key",
                        "path", "params[0].requird",
                        "message", "unknown key \"requird\" in params[0]",
                        "hint", "did you mean \"required\"?"))
                .hasSize(2);
    }

    @Test
    void sarifNamesRuleLevelAndRegion() {
        Map<?, ?> sarif = json(report(ReportFormat.SARIF));
        assertThat(sarif.get("version")).isEqualTo("2.1.0");
        Map<?, ?> run = objects(sarif, "runs").getFirst();
        Map<?, ?> error = objects(run, "results").stream()
                .filter(result -> "unknown-key".equals(result.get("ruleId")))
                .findFirst()
                .orElseThrow();
        assertThat(error.get("level")).isEqualTo("error");
        assertThat(error.get("locations"))
                .isEqualTo(List.of(Map.of(
                        "physicalLocation",
                        Map.of(
                                "artifactLocation", Map.of("uri", "task.yaml"),
                                "region", Map.of("startLine", 4L, "startColumn", 5L)))));
        assertThat(run.get("tool")).asString().contains("id=unknown-key", "A key is not known there.");
    }

    private static List<Map<?, ?>> objects(Map<?, ?> parent, String member) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (parent.get(member) instanceof List<?> list) {
            list.forEach(object -> objects.add((Map<?, ?>) object));
        }
        return objects;
    }

    @Test
    void githubGetsOneAnnotationALineWithItsSignsEscaped() throws IOException {
        Files.writeString(folder.resolve("a,b%.yaml"), "params: 5\n");
        assertThat(report(ReportFormat.GITHUB))
                .contains(
                        "::error file=task.yaml,line=4,col=5,title=unknown-key::unknown key \"requird\" in params[0]; "
                                + "did you mean \"required\"?\n");
        assertThat(report(new ValidateOptions("", "a,b%.yaml", "", List.of(), ReportFormat.GITHUB), ""))
                .startsWith("::error file=a%2Cb%25.yaml,line=1,col=9,title=wrong-type::params must be a list");
    }

    @Test
    void aFileThatCannotBeReadIsNamedInEveryFormat() {
        ValidateOptions missing = new ValidateOptions("", "none.yaml", "", List.of(), ReportFormat.JSON);
        assertThat(report(missing, "")).contains("\"file\":\"none.yaml\"", "\"code\":\"unreadable-file\"");
    }

    @Test
    void theStandardInputIsRead() {
        assertThat(report(new ValidateOptions("", "-", "", List.of(), ReportFormat.TEXT), TASK))
                .contains("-:4:5: error: unknown key");
    }

    @Test
    void aFolderIsWalkedAndOtherFilesInItPassedOver() throws IOException {
        Files.createDirectories(folder.resolve("inner"));
        Files.writeString(
                folder.resolve("inner/job.yaml"), "apiVersion: v1\nkind: Job\nmetadata: {name: a}\nspec: {}\n");
        Files.writeString(folder.resolve("inner/kustomization.yaml"), "kind: Kustomization\nresources: [job.yaml]\n");
        Files.writeString(folder.resolve("inner/template.yaml"), "kind: Job\n{{ if .x }}\nspec: {}\n{{ end }}\n");
        Files.writeString(folder.resolve("inner/broken.yaml"), "params:\n  - name: [\n");
        Files.writeString(folder.resolve("inner/notes.txt"), "params: 5");
        assertThat(report(new ValidateOptions("", "", "", List.of("."), ReportFormat.TEXT), ""))
                .contains("task.yaml:4:5: error", "broken.yaml:", "in 2 files")
                .doesNotContain("job.yaml", "kustomization", "template.yaml", "notes");
    }

    @Test
    void aFolderWithoutAnyConfigurationIsAMistake() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        assertThat(report(new ValidateOptions("", "", "", List.of("empty"), ReportFormat.TEXT), ""))
                .contains("error: no configuration file of an adapter in folder empty");
        assertThat(report(new ValidateOptions("empty", "", "", List.of(), ReportFormat.TEXT), ""))
                .contains("error: no adapter configuration in folder empty");
    }

    private String report(ReportFormat format) {
        return report(new ValidateOptions("", "task.yaml", "", List.of(), format), "");
    }

    private String report(ValidateOptions options, String standardInput) {
        InputStream input = new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8));
        return new Validation(new ConfigFiles(folder, input), Map.of(), "0.0.0-dev")
                .run(options)
                .report();
    }

    /** JSON is YAML. */
    private static Map<?, ?> json(String text) {
        Node document = Yaml.readFile("report", text, new Problems()).orElseThrow();
        return (Map<?, ?>) Objects.requireNonNull(document.value());
    }
}
