package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.run.Generation;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a work must fulfil before it is sent. Maestro itself is laxer, but its agents could not carry it out. */
final class WorkRules {

    private static final int MAX_NAME = 63;
    private static final int MAX_PREFIX = 253;
    private static final int MAX_ANNOTATION_BYTES = 256 * 1024;
    private static final int MAX_MANIFEST_BYTES = 512_000;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern NAME_PART = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

    private static final String NO_LABEL =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters"
                    + " or '-', and must start and end with an alphanumeric character";
    private static final String NO_NAME = "name part must consist of alphanumeric characters, '-', '_' or '.', and must"
            + " start and end with an alphanumeric character";
    private static final String NO_LABEL_VALUE = "a valid label must be an empty string or consist of alphanumeric"
            + " characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    private WorkRules() {}

    /** Why generations cannot be compared: the work and every object in it must carry one. */
    static Optional<String> generationProblem(ManifestWork work) {
        String name = "hyperfleet-adapter-2: ManifestWork \"" + work.name() + "\"";
        Optional<String> own = Generation.validate(work.toResource());
        if (own.isPresent()) {
            return Optional.of(name + ": hyperfleet-adapter-2: " + own.get());
        }
        List<?> manifests = work.manifests();
        for (int i = 0; i < manifests.size(); i++) {
            String place = name + " manifest[" + i + "]";
            Optional<Resource> object = object(manifests.get(i));
            if (object.isEmpty() || object.get().kind().kind().isEmpty()) {
                return Optional.of(place + ": failed to unmarshal: Object 'Kind' is missing");
            }
            Optional<String> problem = Generation.validate(object.get());
            if (problem.isPresent()) {
                return Optional.of(place + " " + object.get().kind().kind() + "/"
                        + object.get().name() + ": hyperfleet-adapter-2: " + problem.get());
            }
        }
        return Optional.empty();
    }

    /** Everything else that makes the work unusable, in one text; empty when all is well. */
    static Optional<String> problem(ManifestWork work, String consumer) {
        List<String> problems = new ArrayList<>();
        checkName("metadata.name", work.name(), problems);
        checkName("metadata.namespace", consumer, problems);
        checkLabels(work.metadata().get("labels"), problems);
        checkAnnotations(work.metadata().get("annotations"), problems);
        checkManifests(work.manifests(), problems);
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        String all = problems.size() == 1 ? problems.getFirst() : "[" + String.join(", ", problems) + "]";
        return Optional.of("ManifestWork.work.open-cluster-management.io \"" + work.name() + "\" is invalid: " + all);
    }

    private static void checkName(String field, String name, List<String> problems) {
        if (name.isEmpty()) {
            problems.add(field + ": Required value: field not set");
        } else if (name.length() > MAX_NAME) {
            problems.add(invalid(field, name, "must be no more than " + MAX_NAME + " characters"));
        } else if (!LABEL.matcher(name).matches()) {
            problems.add(invalid(field, name, NO_LABEL));
        }
    }

    private static void checkLabels(@Nullable Object labels, List<String> problems) {
        if (!(labels instanceof Map<?, ?> map)) {
            return;
        }
        map.forEach((key, value) -> {
            checkKey("metadata.labels", String.valueOf(key), problems);
            String text = String.valueOf(value);
            if (text.length() > MAX_NAME) {
                problems.add(invalid("metadata.labels", text, "must be no more than " + MAX_NAME + " characters"));
            } else if (!text.isEmpty() && !NAME_PART.matcher(text).matches()) {
                problems.add(invalid("metadata.labels", text, NO_LABEL_VALUE));
            }
        });
    }

    private static void checkAnnotations(@Nullable Object annotations, List<String> problems) {
        if (!(annotations instanceof Map<?, ?> map)) {
            return;
        }
        long bytes = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            checkKey("metadata.annotations", String.valueOf(entry.getKey()), problems);
            bytes += utf8Length(String.valueOf(entry.getKey())) + utf8Length(String.valueOf(entry.getValue()));
        }
        if (bytes > MAX_ANNOTATION_BYTES) {
            problems.add("metadata.annotations: Too long: may not be more than " + MAX_ANNOTATION_BYTES + " bytes");
        }
    }

    private static void checkKey(String field, String key, List<String> problems) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "" : key.substring(0, slash);
        String name = key.substring(slash + 1);
        if (slash >= 0
                && (prefix.length() > MAX_PREFIX || !SUBDOMAIN.matcher(prefix).matches())) {
            problems.add(invalid(field, key, "prefix part must be a lowercase RFC 1123 subdomain"));
        } else if (name.length() > MAX_NAME) {
            problems.add(invalid(field, key, "name part must be no more than " + MAX_NAME + " characters"));
        } else if (!NAME_PART.matcher(name).matches()) {
            problems.add(invalid(field, key, NO_NAME));
        }
    }

    private static void checkManifests(List<?> manifests, List<String> problems) {
        if (manifests.isEmpty()) {
            problems.add("spec.workload.manifests: Required value: Workload manifests should not be empty");
        }
        long bytes = 0;
        for (Object manifest : manifests) {
            Optional<Resource> object = object(manifest);
            if (object.isEmpty() || object.get().name().isEmpty()) {
                problems.add("spec.workload.manifests: Invalid value: name must be set in manifest");
            } else if (object.get().metadata().containsKey("generateName")) {
                problems.add("spec.workload.manifests: Invalid value: generateName must not be set in manifest");
            }
            switch (JsonEncoder.encode(manifest)) {
                case JsonEncoder.Encoded.Text(String json) -> bytes += utf8Length(json);
                case JsonEncoder.Encoded.Unsupported(String reason) ->
                    problems.add("spec.workload.manifests: Invalid value: " + reason);
            }
        }
        if (bytes > MAX_MANIFEST_BYTES) {
            problems.add("spec.workload.manifests: Invalid value: the size of manifests is " + bytes
                    + " bytes which exceeds the " + MAX_MANIFEST_BYTES + " limit");
        }
    }

    private static String invalid(String field, String value, String why) {
        return field + ": Invalid value: \"" + value + "\": " + why;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<Resource> object(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        map.forEach((key, field) -> content.put(String.valueOf(key), field));
        return Optional.of(new Resource(content));
    }
}
