package io.hyperfleet.adapter.standins;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How an API server says which groups, versions and types it has: one document each, or aggregated when asked for that. */
final class KubernetesDiscovery {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private final ApiTypes types;

    KubernetesDiscovery(ApiTypes types) {
        this.types = types;
    }

    /** The document at this path, nothing when it is not a path of discovery. */
    Optional<Answer> answer(List<String> path, String accept) {
        boolean aggregated = accept.replace(" ", "").contains(AGGREGATED);
        return switch (String.join("/", path)) {
            case "api" -> Optional.of(aggregated ? aggregated(List.of("")) : coreVersions());
            case "apis" -> Optional.of(aggregated ? aggregated(groups()) : groupList());
            case "version" -> Optional.of(version());
            case "healthz", "livez", "readyz" -> Optional.of(Answer.text(200, "ok"));
            default -> groupOrVersion(path);
        };
    }

    private Optional<Answer> groupOrVersion(List<String> path) {
        if (path.size() == 2 && path.getFirst().equals("api")) {
            return resources("", path.getLast());
        }
        if (path.size() == 2 && path.getFirst().equals("apis") && groups().contains(path.getLast())) {
            ObjectNode group = group(path.getLast());
            group.put("kind", "APIGroup").put("apiVersion", "v1");
            return Optional.of(Answer.json(200, group));
        }
        return path.size() == 3 && path.getFirst().equals("apis")
                ? resources(path.get(1), path.get(2))
                : Optional.empty();
    }

    private Optional<Answer> resources(String group, String version) {
        List<ApiType> found = types.in(group, version);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", found.getFirst().apiVersion());
        ArrayNode resources = list.putArray("resources");
        for (ApiType type : found) {
            resource(resources.addObject(), type, type.plural(), VERBS);
            if (type.hasStatus()) {
                resource(resources.addObject(), type, type.plural() + "/status", STATUS_VERBS);
            }
        }
        return Optional.of(Answer.json(200, list));
    }

    private static void resource(ObjectNode resource, ApiType type, String name, List<String> verbs) {
        resource.put("name", name)
                .put("singularName", name.contains("/") ? "" : singular(type))
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        verbs.forEach(resource.putArray("verbs")::add);
    }

    private static Answer coreVersions() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return Answer.json(200, versions);
    }

    private Answer groupList() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode all = list.putArray("groups");
        groups().forEach(name -> all.add(group(name)));
        return Answer.json(200, list);
    }

    private ObjectNode group(String name) {
        ObjectNode group = Json.object().put("name", name);
        ArrayNode all = group.putArray("versions");
        for (String version : versions(name)) {
            all.addObject().put("groupVersion", name + "/" + version).put("version", version);
        }
        group.set("preferredVersion", all.get(0).deepCopy());
        return group;
    }

    private Answer aggregated(List<String> groups) {
        ObjectNode list =
                Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        for (String group : groups) {
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata").putNull("creationTimestamp");
            if (!group.isEmpty()) {
                metadata.put("name", group);
            }
            ArrayNode versions = item.putArray("versions");
            for (String version : versions(group)) {
                ObjectNode one = versions.addObject().put("version", version).put("freshness", "Current");
                ArrayNode resources = one.putArray("resources");
                types.in(group, version).forEach(type -> aggregatedResource(resources.addObject(), type));
            }
        }
        return Answer.json(200, AGGREGATED, list);
    }

    private static void aggregatedResource(ObjectNode resource, ApiType type) {
        resource.put("resource", type.plural())
                .put("scope", type.namespaced() ? "Namespaced" : "Cluster")
                .put("singularResource", singular(type));
        resource.set("responseKind", responseKind(type));
        VERBS.forEach(resource.putArray("verbs")::add);
        if (type.hasStatus()) {
            ObjectNode status = resource.putArray("subresources").addObject().put("subresource", "status");
            status.set("responseKind", responseKind(type));
            STATUS_VERBS.forEach(status.putArray("verbs")::add);
        }
    }

    private static ObjectNode responseKind(ApiType type) {
        return Json.object()
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
    }

    private static Answer version() {
        return Answer.json(
                200, Json.object().put("major", "1").put("minor", "31").put("gitVersion", "v1.31.0+standin"));
    }

    private List<String> groups() {
        return types.all()
                .map(ApiType::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }

    private List<String> versions(String group) {
        return types.all()
                .filter(type -> type.group().equals(group))
                .map(ApiType::version)
                .distinct()
                .toList();
    }

    private static String singular(ApiType type) {
        return type.kind().toLowerCase(Locale.ROOT);
    }
}
