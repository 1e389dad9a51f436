package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

/**
 * What the agent of a cluster reports of a work that it carried out without trouble. Feedback values are taken from the
 * manifests; a namespace without a status counts as active.
 */
final class MaestroAgent {

    private MaestroAgent() {}

    static ArrayNode conditions(MaestroRow row) {
        ArrayNode conditions = Json.object().putArray("conditions");
        add(conditions, "Applied", "AppliedManifestWorkComplete", "Apply manifest work complete", row.version());
        add(conditions, "Available", "ResourcesAvailable", "All resources are available", row.version());
        return conditions;
    }

    static ArrayNode resourceStatus(MaestroRow row) {
        ArrayNode states = Json.object().putArray("resourceStatus");
        int ordinal = 0;
        for (JsonNode manifest : row.payload().path("manifests")) {
            ObjectNode state = states.addObject();
            ObjectNode meta = state.putObject("resourceMeta");
            String apiVersion = manifest.path("apiVersion").asText();
            String kind = manifest.path("kind").asText();
            meta.put("ordinal", ordinal);
            meta.put("group", apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "");
            meta.put("version", apiVersion.substring(apiVersion.indexOf('/') + 1));
            meta.put("kind", kind);
            meta.put("resource", kind.toLowerCase(Locale.ROOT) + "s");
            meta.put("name", manifest.at("/metadata/name").asText());
            meta.put("namespace", manifest.at("/metadata/namespace").asText());
            addFeedback(state.putObject("statusFeedback"), row, manifest);
            ArrayNode conditions = state.putArray("conditions");
            add(conditions, "Applied", "AppliedManifestComplete", "Apply manifest complete", row.version());
            add(conditions, "Available", "ResourceAvailable", "Resource is available", row.version());
            add(conditions, "StatusFeedbackSynced", "StatusFeedbackSynced", "", row.version());
            ordinal++;
        }
        return states;
    }

    static ObjectNode deleted(MaestroRow row) {
        ObjectNode status = Json.object();
        add(status.putArray("conditions"), "Deleted", "ManifestsDeleted", "The manifests are deleted", row.version());
        return status;
    }

    private static void addFeedback(ObjectNode feedback, MaestroRow row, JsonNode manifest) {
        ArrayNode values = feedback.arrayNode();
        for (JsonNode config : row.payload().path("manifestConfigs")) {
            JsonNode identifier = config.path("resourceIdentifier");
            if (!isAbout(identifier, "name", manifest) || !isAbout(identifier, "namespace", manifest)) {
                continue;
            }
            for (JsonNode rule : config.path("feedbackRules")) {
                for (JsonNode path : rule.path("jsonPaths")) {
                    addValue(values, path, manifest);
                }
            }
        }
        if (!values.isEmpty()) {
            feedback.set("values", values);
        }
    }

    private static void addValue(ArrayNode values, JsonNode rule, JsonNode manifest) {
        String path = rule.path("path").asText();
        JsonNode found = manifest.at(path.replace('.', '/'));
        boolean isPhase = path.equals(".status.phase")
                && Objects.equals(manifest.path("kind").asText(), "Namespace");
        if (found.isMissingNode() && !isPhase) {
            return;
        }
        ObjectNode value = values.addObject();
        value.put("name", rule.path("name").asText());
        ObjectNode field = value.putObject("fieldValue");
        if (found.isIntegralNumber()) {
            field.put("type", "Integer").put("integer", found.asLong());
        } else if (found.isBoolean()) {
            field.put("type", "Boolean").put("boolean", found.asBoolean());
        } else if (found.isContainerNode()) {
            field.put("type", "JsonRaw").put("jsonRaw", found.toString());
        } else {
            field.put("type", "String").put("string", isPhase ? "Active" : found.asText());
        }
    }

    private static boolean isAbout(JsonNode identifier, String key, JsonNode manifest) {
        return identifier
                .path(key)
                .asText()
                .equals(manifest.path("metadata").path(key).asText());
    }

    private static void add(ArrayNode conditions, String type, String reason, String message, int version) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("observedGeneration", version)
                .put(
                        "lastTransitionTime",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("reason", reason)
                .put("message", message);
    }
}
