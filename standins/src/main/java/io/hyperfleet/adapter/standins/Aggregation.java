package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the conditions of a resource from the reports of its adapters: {@code Reconciled}, {@code LastKnownReconciled}
 * and one for each required adapter. Times without a report are those of the resource's last change. Reports whose {@code Available} is unknown are not seen.
 */
final class Aggregation {

    private static final String RECONCILED = "Reconciled";
    private static final String LAST_KNOWN = "LastKnownReconciled";

    private final ApiResource resource;
    private final boolean hasChildren;
    private final Instant changed;
    private final Map<String, AdapterReport> visible;
    private final List<ObjectNode> before = new ArrayList<>();

    private Aggregation(ApiResource resource, boolean hasChildren) {
        this.resource = resource;
        this.hasChildren = hasChildren;
        this.changed = Instant.parse(resource.json().path("updated_time").asText());
        this.visible = resource.reports().values().stream()
                .filter(report -> !report.status("Available").orElse("Unknown").equals("Unknown"))
                .filter(report -> resource.kind().requiredAdapters().contains(report.adapter()))
                .collect(Collectors.toMap(AdapterReport::adapter, report -> report));
        resource.json().at("/status/conditions").forEach(condition -> before.add((ObjectNode) condition));
    }

    /** Writes the conditions into the resource. */
    static void update(ApiResource resource, boolean hasChildren) {
        Aggregation aggregation = new Aggregation(resource, hasChildren);
        List<ObjectNode> conditions = new ArrayList<>();
        conditions.add(aggregation.reconciled());
        conditions.add(aggregation.lastKnownReconciled());
        for (String adapter : resource.kind().requiredAdapters()) {
            AdapterReport report = aggregation.visible.get(adapter);
            if (report != null) {
                conditions.add(aggregation.successful(report));
            }
        }
        ArrayNode written = resource.json().withObject("/status").putArray("conditions");
        conditions.forEach(written::add);
    }

    /** Whether every required adapter has confirmed the deletion at the current generation. */
    static boolean isFinalized(ApiResource resource) {
        return resource.kind().requiredAdapters().stream().allMatch(adapter -> {
            AdapterReport report = resource.reports().get(adapter);
            return report != null
                    && report.observedGeneration() == resource.generation()
                    && report.status("Finalized").orElse("").equals("True");
        });
    }

    /** Whether the resource is in the state that was asked for. */
    static boolean isReconciled(JsonNode resource) {
        return resource.at("/status/conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals(RECONCILED)
                        && condition.path("status").asText().equals("True"));
    }

    private ObjectNode reconciled() {
        String wanted = resource.isBeingDeleted() ? "Finalized" : "Available";
        List<String> required = resource.kind().requiredAdapters();
        List<String> missing = required.stream()
                .filter(adapter -> !hasReported(adapter, wanted))
                .toList();
        Instant updated = oldestAtCurrentGeneration();
        if (required.isEmpty() || !missing.isEmpty()) {
            List<String> reporting =
                    required.stream().filter(visible::containsKey).toList();
            String message = "Required adapters not reporting " + wanted + "=True: " + names(missing)
                    + ". Currently reporting: " + names(reporting);
            return condition(RECONCILED, "False", "ReconciledMissingAdapters", message, resource.generation(), updated);
        }
        if (resource.isBeingDeleted() && hasChildren) {
            String message = "Deletion in progress. All required adapters reported Finalized=True but child resources"
                    + " still exist";
            return condition(
                    RECONCILED, "False", "ReconciledWaitingForChildren", message, resource.generation(), updated);
        }
        String message = "All required adapters reported Available=True or Finalized=True at the current generation";
        return condition(RECONCILED, "True", "ReconciledAll", message, resource.generation(), updated);
    }

    private boolean hasReported(String adapter, String type) {
        AdapterReport report = visible.get(adapter);
        return report != null
                && report.observedGeneration() == resource.generation()
                && report.status(type).orElse("").equals("True");
    }

    private Instant oldestAtCurrentGeneration() {
        return visible.values().stream()
                .filter(report -> report.observedGeneration() == resource.generation())
                .map(AdapterReport::observedTime)
                .min(Comparator.naturalOrder())
                .orElse(changed);
    }

    /** Once true it stays true while the adapters work on newer generations, and while old ones fail. */
    private ObjectNode lastKnownReconciled() {
        ObjectNode current = conditionBefore(LAST_KNOWN);
        boolean wasTrue = current != null && current.path("status").asText().equals("True");
        List<String> required = resource.kind().requiredAdapters();
        if (required.isEmpty() || !visible.keySet().containsAll(required)) {
            return current != null
                    ? current
                    : lastKnown(
                            "False",
                            "AdaptersMissingReports",
                            "Required adapters have not yet reported status",
                            resource.generation());
        }
        Collection<AdapterReport> reports = visible.values();
        long generation = reports.stream()
                .mapToLong(AdapterReport::observedGeneration)
                .max()
                .orElse(0);
        boolean sameGeneration = reports.stream().allMatch(report -> report.observedGeneration() == generation);
        if (!sameGeneration) {
            return current != null && wasTrue
                    ? current
                    : lastKnown(
                            "False",
                            "AdaptersNotAtSameGeneration",
                            "Required adapters report different generations",
                            generation);
        }
        boolean allAvailable = reports.stream()
                .allMatch(report -> report.status("Available").orElse("").equals("True"));
        if (allAvailable) {
            String message = "All required adapters report Available=True for the tracked generation";
            return lastKnown("True", "AllAdaptersReconciled", message, generation);
        }
        if (current != null && wasTrue && current.path("observed_generation").asLong() > generation) {
            return current;
        }
        String message = "One or more required adapters report Available=False";
        return lastKnown("False", "AdapterReportedNotAvailable", message, generation);
    }

    private ObjectNode lastKnown(String status, String reason, String message, long generation) {
        Instant updated = visible.values().stream()
                .map(AdapterReport::observedTime)
                .min(Comparator.naturalOrder())
                .orElse(changed);
        return condition(LAST_KNOWN, status, reason, message, generation, updated);
    }

    private ObjectNode successful(AdapterReport report) {
        JsonNode available = report.condition("Available").orElseThrow();
        return condition(
                conditionType(report.adapter()),
                available.path("status").asText(),
                available.path("reason").asText(""),
                available.path("message").asText(""),
                report.observedGeneration(),
                report.observedTime());
    }

    /** The name of an adapter's condition: {@code cl-namespace} has {@code ClNamespaceSuccessful}. */
    static String conditionType(String adapter) {
        return Arrays.stream(adapter.split("[-_.]", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", "", "Successful"));
    }

    private ObjectNode condition(
            String type, String status, String reason, String message, long generation, Instant updated) {
        ObjectNode previous = conditionBefore(type);
        String created = changed.toString();
        String transition = updated.toString();
        if (previous != null) {
            created = previous.path("created_time").asText();
            transition = previous.path("status").asText().equals(status)
                    ? previous.path("last_transition_time").asText()
                    : transition;
        }
        return Json.object()
                .put("created_time", created)
                .put("last_transition_time", transition)
                .put("last_updated_time", updated.toString())
                .put("message", message)
                .put("observed_generation", generation)
                .put("reason", reason)
                .put("status", status)
                .put("type", type);
    }

    private @Nullable ObjectNode conditionBefore(String type) {
        return before.stream()
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst()
                .orElse(null);
    }

    private static String names(List<String> adapters) {
        return "[" + String.join(", ", adapters) + "]";
    }
}
