package io.hyperfleet.adapter.standins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in answers recorded requests as the real API did. */
class HyperFleetApiContractTest {

    private static final Pattern TIME = Pattern.compile("2026-11-22T1[68]:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+02:00)");
    private static final Instant RECORDED_AT = Instant.parse("2026-11-22T16:44:20Z");

    private final Recording recording = new Recording();
    private final Duration later = Duration.between(RECORDED_AT, Instant.now());
    private HyperFleetApiStandIn api;

    @BeforeEach
    void start() {
        api = HyperFleetApiStandIn.start(EntityKind.cluster("wire-kube"), EntityKind.nodePool());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void reportsAreAnsweredByTheApisRules() throws Exception {
        for (JsonNode recorded : Recording.exchanges("hyperfleet-api.json", "10-status-answers")) {
            check(recorded);
        }
    }

    @Test
    void aClusterLivesUntilItsDeletionIsConfirmed() throws Exception {
        List<JsonNode> first = Recording.exchanges("hyperfleet-api.json", "01-first-events");
        JsonNode created = api.create(
                "Cluster", "{\"name\":\"wire-88f1b0\",\"labels\":{\"k\":\"v\"},\"spec\":{\"text\":\"one\"}}");
        recording.translate(
                first.getFirst().at("/response/id").asText(), created.path("id").asText());
        for (JsonNode recorded : first) {
            check(recorded);
        }
        assertThat(api.isReconciled(created.path("id").asText())).isTrue();

        api.delete(created.path("id").asText());
        for (JsonNode recorded : Recording.exchanges("hyperfleet-api.json", "02-deletion")) {
            check(recorded);
        }
        for (JsonNode recorded : Recording.exchanges("hyperfleet-api.json", "03-late-event")) {
            check(recorded);
        }
    }

    private void check(JsonNode recorded) throws Exception {
        String path = recording.translated(recorded.path("path").asText());
        String body =
                recorded.has("request") ? inThisRun(recorded.path("request").toString()) : "";
        Http.Response answer = Http.send(recorded.path("method").asText(), api.uri() + path, body);
        String description =
                recorded.path("label").asText() + " " + recorded.path("method").asText() + " " + path;
        assertThat(answer.status())
                .as(description)
                .isEqualTo(recorded.path("status").asInt());
        JsonNode expected = recorded.path("response");
        if (expected.isTextual()) {
            assertThat(answer.body()).as(description).isEqualTo(expected.asText());
            return;
        }
        if (recorded.path("label").asText().equals("create")) {
            recording.translate(
                    expected.path("id").asText(), answer.json().path("id").asText());
        }
        if (expected.has("code")) {
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
        }
        JsonNode translated = Json.parse(inThisRun(expected.toString()).getBytes(StandardCharsets.UTF_8));
        assertThat(sorted(Recording.comparable(answer.json())))
                .as(description)
                .isEqualTo(sorted(Recording.comparable(translated)));
    }

    private String inThisRun(String text) {
        Matcher times = TIME.matcher(recording.translated(text));
        return times.replaceAll(
                found -> OffsetDateTime.parse(found.group()).plus(later).toString());
    }

    /** The order of reports in a list is not fixed. */
    private static JsonNode sorted(JsonNode body) {
        if (body.path("items") instanceof ArrayNode items) {
            List<JsonNode> inOrder = items.valueStream()
                    .sorted(Comparator.comparing(item -> item.path("adapter").asText()))
                    .toList();
            ((ObjectNode) body).putArray("items").addAll(inOrder);
        }
        return body;
    }
}
