package io.hyperfleet.adapter.standins;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The types that a Kubernetes stand-in knows at the moment. */
final class ApiTypes {

    static final ApiType NAMESPACE = builtIn("", "v1", "namespaces", "Namespace", false, true, false);
    static final ApiType JOB = builtIn("batch", "v1", "jobs", "Job", true, true, true);
    static final ApiType DEPLOYMENT = builtIn("apps", "v1", "deployments", "Deployment", true, true, true);

    private static final String RBAC = "rbac.authorization.k8s.io";

    private final List<ApiType> known = new CopyOnWriteArrayList<>(List.of(
            NAMESPACE,
            builtIn("", "v1", "configmaps", "ConfigMap", true, false, false),
            builtIn("", "v1", "secrets", "Secret", true, false, false),
            builtIn("", "v1", "services", "Service", true, true, false),
            builtIn("", "v1", "serviceaccounts", "ServiceAccount", true, false, false),
            builtIn("", "v1", "pods", "Pod", true, true, false),
            builtIn("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true, true, false),
            builtIn("", "v1", "resourcequotas", "ResourceQuota", true, true, false),
            DEPLOYMENT,
            builtIn("apps", "v1", "statefulsets", "StatefulSet", true, true, true),
            builtIn("apps", "v1", "daemonsets", "DaemonSet", true, true, true),
            JOB,
            builtIn("batch", "v1", "cronjobs", "CronJob", true, true, true),
            builtIn("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true, false, true),
            builtIn(RBAC, "v1", "roles", "Role", true, false, false),
            builtIn(RBAC, "v1", "rolebindings", "RoleBinding", true, false, false),
            builtIn(RBAC, "v1", "clusterroles", "ClusterRole", false, false, false),
            builtIn(RBAC, "v1", "clusterrolebindings", "ClusterRoleBinding", false, false, false)));

    private static ApiType builtIn(
            String group, String version, String plural, String kind, boolean namespaced, boolean status, boolean gen) {
        return new ApiType(group, version, plural, kind, namespaced, false, status, gen);
    }

    void add(ApiType type) {
        known.add(type);
    }

    void remove(ApiType type) {
        known.remove(type);
    }

    Stream<ApiType> all() {
        return known.stream();
    }

    List<ApiType> in(String group, String version) {
        return known.stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .toList();
    }

    Optional<ApiType> byPlural(String group, String version, String plural) {
        return in(group, version).stream()
                .filter(type -> type.plural().equals(plural))
                .findFirst();
    }

    Optional<ApiType> byKind(String apiVersion, String kind) {
        return known.stream()
                .filter(type ->
                        type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
                .findFirst();
    }
}
