package io.hyperfleet.adapter.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A kind as the API server serves it.
 *
 * @param apiVersion {@code v1} or {@code group/version}
 * @param plural how addresses name it
 * @param namespaced whether its objects live in namespaces
 */
record ResourceType(String apiVersion, String plural, boolean namespaced) {

    /** Where the kinds of a version are listed, and below which their objects are. */
    static String root(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? "/api/" + escaped(apiVersion)
                : "/apis/" + escaped(apiVersion.substring(0, slash)) + "/" + escaped(apiVersion.substring(slash + 1));
    }

    /**
     * @param namespace empty for all namespaces; not used for a cluster-scoped kind
     */
    String collection(String namespace) {
        String within = namespaced && !namespace.isEmpty() ? "/namespaces/" + escaped(namespace) : "";
        return root(apiVersion) + within + "/" + plural;
    }

    String object(String namespace, String name) {
        return collection(namespace) + "/" + escaped(name);
    }

    /** Why no address can name such an object, in the words of the Go client; empty when one can. */
    Optional<String> problemWith(String namespace, String name) {
        if (name.isEmpty()) {
            return Optional.of("resource name may not be empty");
        }
        if (namespaced && namespace.isEmpty()) {
            return Optional.of("an empty namespace may not be set when a resource name is provided");
        }
        return segmentProblem("invalid resource name", name)
                .or(() -> namespaced ? segmentProblem("invalid namespace", namespace) : Optional.empty());
    }

    private static Optional<String> segmentProblem(String what, String text) {
        if (text.equals(".") || text.equals("..")) {
            return Optional.of(what + " \"" + text + "\": [may not be '" + text + "']");
        }
        if (text.contains("/") || text.contains("%")) {
            String character = text.contains("/") ? "/" : "%";
            return Optional.of(what + " \"" + text + "\": [may not contain '" + character + "']");
        }
        return Optional.empty();
    }

    static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
