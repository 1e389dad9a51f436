package io.hyperfleet.adapter.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a status report says, in one line. */
final class StatusReport {

    private static final JsonMapper JSON = new JsonMapper();

    private StatusReport() {}

    /** The conditions of a body that is a status report; nothing when it is something else. */
    static Optional<String> summary(@Nullable String body) {
        if (body == null) {
            return Optional.empty();
        }
        try {
            JsonNode report = JSON.readTree(body);
            JsonNode conditions = report.path("conditions");
            if (!report.has("adapter") || !conditions.isArray()) {
                return Optional.empty();
            }
            return Optional.of(conditions
                    .valueStream()
                    .filter(StatusReport::isWorthTelling)
                    .map(StatusReport::condition)
                    .collect(Collectors.joining(" · ")));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** That nothing is finalized is the normal case. */
    private static boolean isWorthTelling(JsonNode condition) {
        return !condition.path("type").asText().equals("Finalized")
                || !condition.path("status").asText().equals("False");
    }

    private static String condition(JsonNode condition) {
        String type = condition.path("type").asText();
        String status = condition.path("status").asText();
        String reason = condition.path("reason").asText("");
        boolean healthy = type.equals("Health") && status.equals("True");
        return type + "=" + status + (healthy || reason.isEmpty() ? "" : " " + reason);
    }
}
