package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperfleet.adapter.standins.KubernetesStatus.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an API server adds to objects of certain kinds, and what it refuses of them. */
final class KindRules {

    private static final Pattern LABEL_NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LABEL_LENGTH = 63;
    private static final int SUBDOMAIN_LENGTH = 253;

    /** Fields that cannot change once an object exists. */
    private static final Map<String, List<String>> IMMUTABLE = Map.of(
            "Job", List.of("/spec/selector", "/spec/template", "/spec/completions"),
            "Deployment", List.of("/spec/selector"),
            "StatefulSet", List.of("/spec/selector", "/spec/serviceName"),
            "DaemonSet", List.of("/spec/selector"),
            "RoleBinding", List.of("/roleRef"),
            "ClusterRoleBinding", List.of("/roleRef"));

    private KindRules() {}

    /** Refuses a name that the type does not allow. */
    static Optional<Answer> checkName(ApiType type, String name) {
        if (name.isEmpty()) {
            FieldError missing = FieldError.required("metadata.name", "name or generateName is required");
            return Optional.of(KubernetesStatus.invalid(type, name, List.of(missing)));
        }
        if (type.group().startsWith("rbac.")) {
            return Optional.empty();
        }
        boolean label = type.equals(ApiTypes.NAMESPACE) || type.plural().equals("services");
        boolean valid = label
                ? name.length() <= LABEL_LENGTH && LABEL_NAME.matcher(name).matches()
                : name.length() <= SUBDOMAIN_LENGTH
                        && SUBDOMAIN_NAME.matcher(name).matches();
        if (valid) {
            return Optional.empty();
        }
        String rule = label
                ? "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                        + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
                        + " validation is '" + LABEL_NAME + "')"
                : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and"
                        + " must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
                        + " validation is '" + SUBDOMAIN_NAME + "')";
        FieldError invalid = FieldError.invalid("metadata.name", "\"" + name + "\"", rule);
        return Optional.of(KubernetesStatus.invalid(type, name, List.of(invalid)));
    }

    /** Refuses labels and annotations that are not text. */
    static Optional<Answer> checkMetadata(ApiType type, JsonNode object) {
        for (String field : List.of("labels", "annotations")) {
            for (JsonNode value : object.path("metadata").path(field)) {
                if (!value.isTextual()) {
                    String found = value.isNumber()
                            ? "number"
                            : value.isBoolean() ? "bool" : value.getNodeType().name();
                    return Optional.of(KubernetesStatus.badRequest(type.kind() + " in version \"" + type.version()
                            + "\" cannot be handled as a " + type.kind() + ": json: cannot unmarshal " + found
                            + " into Go struct field ObjectMeta.metadata." + field + " of type string"));
                }
            }
        }
        return Optional.empty();
    }

    /** Completes an object that is about to be created. */
    static void complete(ApiType type, ObjectNode object) {
        if (type.equals(ApiTypes.NAMESPACE)) {
            completeNamespace(object);
        }
        if (type.equals(ApiTypes.JOB)) {
            completeJob(object);
        }
    }

    /** What a namespace always has, whatever a client writes. */
    static void completeNamespace(ObjectNode namespace) {
        ObjectNode metadata = namespace.withObject("/metadata");
        metadata.withObject("/labels")
                .put("kubernetes.io/metadata.name", metadata.path("name").asText());
        if (!namespace.has("spec")) {
            namespace.putObject("spec").putArray("finalizers").add("kubernetes");
        }
        if (!namespace.has("status")) {
            namespace.putObject("status").put("phase", "Active");
        }
    }

    /** Refuses a change to what cannot change. */
    static Optional<Answer> checkUpdate(ApiType type, ObjectNode before, ObjectNode after) {
        List<FieldError> errors = new ArrayList<>();
        for (String path : IMMUTABLE.getOrDefault(type.kind(), List.of())) {
            if (!before.at(path).equals(after.at(path))) {
                String field = path.substring(1).replace('/', '.');
                errors.add(FieldError.invalid(field, after.at(path).toString(), "field is immutable"));
            }
        }
        if (before.path("immutable").asBoolean()) {
            for (String field : List.of("immutable", "data")) {
                if (!before.path(field).equals(after.path(field))) {
                    errors.add(FieldError.forbidden(field, "field is immutable when `immutable` is set"));
                }
            }
        }
        String name = before.at("/metadata/name").asText();
        return errors.isEmpty() ? Optional.empty() : Optional.of(KubernetesStatus.invalid(type, name, errors));
    }

    /** A job's pods are found by labels that the server invents; that is why a job cannot be replaced by its manifest. */
    private static void completeJob(ObjectNode job) {
        ObjectNode spec = job.withObject("/spec");
        for (String count : List.of("parallelism", "completions")) {
            if (!spec.has(count)) {
                spec.put(count, 1);
            }
        }
        if (!spec.has("backoffLimit")) {
            spec.put("backoffLimit", 6);
        }
        if (!spec.has("selector")) {
            String uid = job.at("/metadata/uid").asText();
            spec.withObject("/selector/matchLabels").put("batch.kubernetes.io/controller-uid", uid);
            spec.withObject("/template/metadata/labels")
                    .put("batch.kubernetes.io/controller-uid", uid)
                    .put(
                            "batch.kubernetes.io/job-name",
                            job.at("/metadata/name").asText());
        }
    }
}
