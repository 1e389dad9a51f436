package io.hyperfleet.adapter.standins;

/**
 * A kind of object that the Kubernetes stand-in serves.
 *
 * @param group API group, empty for the core group
 * @param version API version, e.g. {@code v1}
 * @param plural name in the URL, e.g. {@code configmaps}
 * @param kind e.g. {@code ConfigMap}
 * @param namespaced whether objects live in a namespace
 * @param custom whether it comes from a custom resource definition; such objects are treated a little differently
 * @param hasStatus whether {@code status} is written only through the status subresource
 * @param countsGenerations whether {@code metadata.generation} is maintained
 */
public record ApiType(
        String group,
        String version,
        String plural,
        String kind,
        boolean namespaced,
        boolean custom,
        boolean hasStatus,
        boolean countsGenerations) {

    /** A type of a custom resource definition with a status subresource. */
    public static ApiType custom(String apiVersion, String plural, String kind, boolean namespaced) {
        int slash = apiVersion.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a custom type needs group/version: " + apiVersion);
        }
        return new ApiType(
                apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                plural,
                kind,
                namespaced,
                true,
                true,
                true);
    }

    /** Group and version as objects carry them. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** How the server's messages call the resource: {@code widgets.acc.example}, {@code configmaps}. */
    String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** How the server's messages call the kind: {@code Job.batch}, {@code ConfigMap}. */
    String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }
}
