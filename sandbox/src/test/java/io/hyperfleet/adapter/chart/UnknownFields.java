package io.hyperfleet.adapter.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields of a manifest that its kind does not have. */
final class UnknownFields {

    /** Custom resources have no class to be held against. */
    private static final Set<String> CUSTOM = Set.of("keda.sh/v1alpha1", "monitoring.coreos.com/v1");

    private UnknownFields() {}

    static List<String> of(JsonNode manifest) {
        List<String> unknown = new ArrayList<>();
        Object typed = new KubernetesSerialization().unmarshal(manifest.toString());
        String kind = manifest.path("kind").asText();
        String apiVersion = manifest.path("apiVersion").asText();
        if (!(typed instanceof GenericKubernetesResource)) {
            collect(kind, typed, unknown);
        } else if (!CUSTOM.contains(apiVersion)) {
            unknown.add(kind + ": no class for it in " + apiVersion + " on the class path");
        }
        return unknown;
    }

    private static void collect(String path, Object value, List<String> unknown) {
        switch (value) {
            case null -> {}
            case Collection<?> elements -> elements.forEach(element -> collect(path + "[]", element, unknown));
            case Object object
            when object.getClass().getPackageName().startsWith("io.fabric8") -> collectFields(path, object, unknown);
            case Object _ -> {}
        }
    }

    private static void collectFields(String path, Object object, List<String> unknown) {
        try {
            for (Method method : object.getClass().getMethods()) {
                if (!method.getName().startsWith("get") || method.getParameterCount() > 0) {
                    continue;
                }
                Object value = method.invoke(object);
                if (!method.getName().equals("getAdditionalProperties")) {
                    collect(path + "." + method.getName().substring(3), value, unknown);
                } else if (value instanceof Map<?, ?> properties) {
                    properties.keySet().forEach(key -> unknown.add(path + ": " + key));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(String.valueOf(e.getMessage()), e);
        }
    }
}
