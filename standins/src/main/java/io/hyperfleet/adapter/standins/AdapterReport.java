package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A status report of an adapter, its fields checked.
 *
 * @param adapter who reports
 * @param observedGeneration the generation of the resource that it is about
 * @param observedTime when the adapter looked
 * @param observedTimeText the same as it was written
 * @param conditions type, status, reason and message each
 * @param data free object, missing node when there is none
 * @param metadata free object, missing node when there is none
 */
record AdapterReport(
        String adapter,
        long observedGeneration,
        Instant observedTime,
        String observedTimeText,
        ArrayNode conditions,
        JsonNode data,
        JsonNode metadata) {

    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofMinutes(30);
    private static final List<String> MANDATORY = List.of("Available", "Applied", "Health");
    private static final Set<String> STATUSES = Set.of("True", "False", "Unknown");
    private static final String ZERO_TIME = "0001-01-01T00:00:00Z";

    /** A report, or what is wrong with it. */
    sealed interface Reading {
        record Read(AdapterReport report) implements Reading {}

        record Refused(ApiProblem problem) implements Reading {}
    }

    /** Checks the fields of a report; a time that is missing is filled in. */
    static Reading read(JsonNode body, Instant now) {
        if (!body.isObject()) {
            return refuse(ApiProblem.malformed("the body is not a JSON object"));
        }
        String mistyped = mistypedField(body);
        if (mistyped != null) {
            return refuse(ApiProblem.invalid(mistyped));
        }
        JsonNode timeText = body.path("observed_time");
        Instant time;
        String written;
        try {
            boolean absent = timeText.isNull()
                    || timeText.isMissingNode()
                    || timeText.asText().equals(ZERO_TIME);
            written = absent ? now.toString() : timeText.asText();
            time = OffsetDateTime.parse(written, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return refuse(ApiProblem.malformed(unreadableTime(timeText.asText())));
        }
        AdapterReport report = new AdapterReport(
                body.path("adapter").asText(""),
                body.path("observed_generation").asLong(),
                time,
                written,
                conditionsOf(body),
                body.path("data"),
                body.path("metadata"));
        String mistake = report.mistake(now);
        return mistake == null ? new Reading.Read(report) : refuse(ApiProblem.invalid(mistake));
    }

    /** The status of a condition, nothing when the report has no such condition. */
    Optional<String> status(String type) {
        return condition(type).map(condition -> condition.path("status").asText());
    }

    Optional<JsonNode> condition(String type) {
        return conditions
                .valueStream()
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst();
    }

    /** What a report must have and this one lacks. */
    Optional<ApiProblem> missingCondition() {
        return MANDATORY.stream()
                .filter(type -> condition(type).isEmpty())
                .findFirst()
                .map(type -> ApiProblem.invalid("missing mandatory condition '" + type
                        + "': all adapters must report Available, Applied, and Health"));
    }

    private static Reading refuse(ApiProblem problem) {
        return new Reading.Refused(problem);
    }

    /** Go names the layout that a time does not follow, and which part of it. */
    private static String unreadableTime(String text) {
        return "parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"" + text
                + "\" as \"2006\"";
    }

    private static @Nullable String mistypedField(JsonNode body) {
        if (!isOrAbsent(body.path("adapter"), body.path("adapter").isTextual())) {
            return "field 'adapter' must be a string";
        }
        JsonNode generation = body.path("observed_generation");
        if (!isOrAbsent(generation, generation.isIntegralNumber())) {
            return "field 'observed_generation' must be a number";
        }
        for (JsonNode condition : body.path("conditions")) {
            for (String field : List.of("type", "status", "reason", "message")) {
                if (!isOrAbsent(condition.path(field), condition.path(field).isTextual())) {
                    return "field 'conditions." + field + "' must be a string";
                }
            }
        }
        return null;
    }

    private static boolean isOrAbsent(JsonNode value, boolean is) {
        return is || value.isMissingNode() || value.isNull();
    }

    private static ArrayNode conditionsOf(JsonNode body) {
        ArrayNode conditions = Json.object().putArray("conditions");
        for (JsonNode condition : body.path("conditions")) {
            ObjectNode kept = conditions.addObject();
            for (String field : List.of("message", "reason", "status", "type")) {
                if (condition.path(field).isTextual()) {
                    kept.set(field, condition.get(field));
                }
            }
        }
        return conditions;
    }

    private @Nullable String mistake(Instant now) {
        if (adapter.isEmpty()) {
            return "adapter is required";
        }
        if (observedGeneration < 1) {
            return "observed_generation must be >= 1";
        }
        if (observedTime.isAfter(now.plus(MOST_AHEAD))) {
            return "observed_time must not be more than 5m0s in the future";
        }
        if (observedTime.isBefore(now.minus(OLDEST))) {
            return "observed_time must not be more than 30m0s in the past";
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < conditions.size(); i++) {
            String type = conditions.get(i).path("type").asText("");
            String status = conditions.get(i).path("status").asText("");
            if (type.isEmpty()) {
                return "condition type cannot be empty at index " + i;
            }
            if (!seen.add(type)) {
                return "duplicate condition type '" + type + "' at index " + i;
            }
            if (!STATUSES.contains(status)) {
                return "invalid status value '" + status + "' for condition at index " + i + " (type: " + type
                        + "): must be 'True', 'False', or 'Unknown'";
            }
        }
        return null;
    }
}
