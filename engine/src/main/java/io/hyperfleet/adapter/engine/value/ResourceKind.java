package io.hyperfleet.adapter.engine.value;

/** A kind of object. Either part may be empty when a manifest does not say it. */
public record ResourceKind(String apiVersion, String kind) {

    /** Says nothing: of an object whose apiVersion or kind cannot be had. */
    public static final ResourceKind UNKNOWN = new ResourceKind("", "");

    /** The kind, which takes both parts to be known. */
    public static ResourceKind known(String apiVersion, String kind) {
        return apiVersion.isEmpty() || kind.isEmpty() ? UNKNOWN : new ResourceKind(apiVersion, kind);
    }

    /** The API group; empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    public String version() {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    /** {@code <Kind>.<group> "<name>" not found}, as the Kubernetes API words it; without the dot in the core group. */
    public String notFound(String name) {
        return kind + (group().isEmpty() ? "" : "." + group()) + " \"" + name + "\" not found";
    }
}
