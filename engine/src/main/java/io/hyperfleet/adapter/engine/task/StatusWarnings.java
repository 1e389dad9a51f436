package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.task.TaskFile.Payload;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Warns of status reports that the API would refuse. Only what is written out can be judged. */
final class StatusWarnings {

    /** The conditions that the API demands of every report. */
    private static final List<String> MANDATORY = List.of("Applied", "Available", "Health");

    private static final List<String> STATUSES = List.of("True", "False", "Unknown");

    private final Warner warner;

    StatusWarnings(Warner warner) {
        this.warner = warner;
    }

    void warn(Payload payload) {
        if (find(payload.build(), "observed_generation").isEmpty()
                || !(find(payload.build(), "conditions").orElse(null) instanceof Node.Sequence conditions)) {
            return;
        }
        String path = payload.path() + ".build.conditions";
        List<Scalar> types = new ArrayList<>();
        boolean allWritten = true;
        for (int i = 0; i < conditions.items().size(); i++) {
            Node condition = conditions.items().get(i);
            if (condition instanceof Node.Mapping mapping) {
                warnOfCondition(mapping, path + "[" + i + "]");
            }
            if (find(condition, "type").orElse(null) instanceof Scalar type
                    && type.value() instanceof String text
                    && !text.contains("{{")) {
                types.add(type);
            } else {
                allWritten = false;
            }
        }
        List<String> missing = new ArrayList<>(MANDATORY);
        types.forEach(type -> missing.remove(type.text()));
        List<String> misspelt = warnOfMisspelt(types, missing, path);
        missing.removeAll(misspelt);
        if (allWritten && !missing.isEmpty()) {
            warner.warn(
                    "missing-condition",
                    conditions,
                    path,
                    "the status lacks " + String.join(", ", missing) + ", which the API demands",
                    "a report needs " + String.join(", ", MANDATORY));
        }
    }

    /** The missing ones that stand there in another spelling. */
    private List<String> warnOfMisspelt(List<Scalar> types, List<String> missing, String path) {
        List<String> misspelt = new ArrayList<>();
        for (Scalar type : types) {
            Optional<String> near = Suggestions.nearest(type.text(), missing);
            if (near.isPresent() && !MANDATORY.contains(type.text())) {
                misspelt.add(near.get());
                warner.warn(
                        "missing-condition",
                        type.placeAt(1, 1),
                        path,
                        "the status lacks " + near.get() + ", which the API demands",
                        Suggestions.question(near.get()));
            }
        }
        return misspelt;
    }

    private void warnOfCondition(Node.Mapping condition, String path) {
        for (String key : List.of("type", "status")) {
            if (condition.find(key).isEmpty()) {
                Optional<Node> near = nearestKey(condition, key);
                warner.warn(
                        "status-condition",
                        near.orElse(condition),
                        path,
                        "a condition without " + key,
                        near.map(ignored -> Suggestions.question(key)).orElse(null));
            }
        }
        if (condition.find("status").orElse(null) instanceof Scalar status
                && !status.text().contains("{{")
                && !(status.value() instanceof String text && STATUSES.contains(text))) {
            warner.warn(
                    "status-condition",
                    status,
                    path + ".status",
                    "the status of a condition is one of the texts \"True\", \"False\" and \"Unknown\", not "
                            + (status.value() instanceof String text ? GoFormat.quote(text) : status.text()),
                    status.value() instanceof Boolean
                            ? "put it in quotes"
                            : Suggestions.didYouMean(status.text(), STATUSES).orElse(null));
        }
    }

    /** The key that was probably meant to be this one. */
    static Optional<Node> nearestKey(Node.Mapping mapping, String wanted) {
        return mapping.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> key instanceof Scalar name
                        && Suggestions.nearest(name.text(), List.of(wanted)).isPresent())
                .findFirst();
    }

    private static Optional<Node> find(Node node, String key) {
        return node instanceof Node.Mapping mapping ? mapping.find(key) : Optional.empty();
    }
}
