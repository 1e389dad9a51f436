package io.hyperfleet.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperfleet.adapter.standins.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dashboard, alert rules and documents name metrics that a program which has had all kinds of events really has. */
@Timeout(120)
class MetricsTest {

    private static final Path ROOT = Document.REPOSITORY;
    private static final Pattern NAME = Pattern.compile("\\b(?:hyperfleet_(?:adapter|broker)|process|jvm)_[a-z_]+\\b");
    private static final Pattern SERIES_OF_HISTOGRAM = Pattern.compile("_(?:bucket|sum|count)$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");

    /** Series that appear only when something goes wrong that this test does not provoke; they are tested elsewhere. */
    private static final Set<String> RARE = Set.of("hyperfleet_adapter_workload_status_total");

    private static String scrape = "";

    @BeforeAll
    static void haveAllKindsOfEvents(@TempDir Path folder) throws Exception {
        try (Served served = new Served(folder)) {
            served.message("no event");
            served.event("plain", 1);
            served.program.awaitLine(line -> line.contains("Resource[plain] processed: operation"), "the object");
            served.event("delete", 2);
            served.program.awaitCondition(
                    () -> served.scrape().contains("hyperfleet_adapter_resources_deleted_total{"), "a deletion");
            served.api
                    .http()
                    .inject(Fault.on("GET", "/clusters/").answering(404).times(1));
            served.event("plain", 3);
            served.program.awaitCondition(() -> served.scrape().contains("status=\"skipped\""), "a quiet end");
            served.api.http().inject(Fault.on("PUT", "/statuses").answering(400));
            served.event("unrenderable", 4);
            served.program.awaitCondition(
                    () -> served.scrape().contains("hyperfleet_adapter_errors_total{"), "a failure");
            scrape = served.scrape();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/metrics.md",
                "docs/runbook.md",
                "docs/alerts.md",
                "docs/migration-from-go.md",
                "dashboards/hyperfleet-adapter.json",
                "alerts/hyperfleet-adapter.yaml"
            })
    void everyMetricThatIsNamedExists(String file) throws IOException {
        Set<String> exposed =
                TYPE.matcher(scrape).results().map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(namesIn(Files.readString(ROOT.resolve(file))))
                .allSatisfy(
                        name -> assertThat(exposed).as("%s of %s", name, file).contains(name));
    }

    @Test
    void everyMetricOfTheProgramIsDocumented() throws IOException {
        assertThat(Document.of("metrics.md").text())
                .contains(TYPE.matcher(scrape)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    private static Set<String> namesIn(String text) {
        Set<String> names = NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> SERIES_OF_HISTOGRAM.matcher(name).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(RARE);
        return names;
    }

    @Test
    void everyPanelOfTheDashboardHasATitleAndAQueryForItsDataSource() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(ROOT.resolve("dashboards/hyperfleet-adapter.json").toFile());

        assertThat(dashboard.path("uid").asText()).isEqualTo("hyperfleet-adapter");
        assertThat(dashboard.path("panels")).hasSizeGreaterThanOrEqualTo(8).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).isNotEmpty();
        });
    }

    @Test
    void everyAlertIsDocumentedAndTriedOut() throws IOException {
        List<String> alerts = Pattern.compile("(?m)- alert: (\\w+)$")
                .matcher(Files.readString(ROOT.resolve("alerts/hyperfleet-adapter.yaml")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(Document.of("alerts.md").firstCellsOfTables("Alert")).hasSameElementsAs(alerts);
        String tests = Files.readString(Path.of("src/test/resources/alerts/rules.test.yaml"));
        assertThat(alerts)
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(tests).containsPattern("alertname: " + alert + "\\n *exp_alerts"));
    }

    @Test
    void promtoolAcceptsTheScrapeAndTheRules(@TempDir Path folder) throws Exception {
        assumeTrue(promtool(folder, "--version") == 0, "promtool is not installed: rules and scrape are not checked");
        Path page = Files.writeString(folder.resolve("page"), scrape);

        assertThat(promtool(
                        folder,
                        "check",
                        "rules",
                        ROOT.resolve("alerts/hyperfleet-adapter.yaml").toString()))
                .isZero();
        Path tests = Path.of("src/test/resources/alerts/rules.test.yaml").toAbsolutePath();
        assertThat(promtool(folder, "test", "rules", tests.toString()))
                .as(Files.readString(folder.resolve("promtool.log")))
                .isZero();
        Process check = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .start();
        String complaints = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(complaints).isZero();
    }

    private static int promtool(Path folder, String... arguments) throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(List.of("promtool"));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("promtool.log").toFile())
                    .start()
                    .waitFor();
        } catch (IOException notInstalled) {
            return -1;
        }
    }
}
