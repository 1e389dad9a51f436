package io.hyperfleet.adapter.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Fields of a manifest that its kind does not have. */
final class UnknownFields {

    private UnknownFields() {}

    static List<String> of(JsonNode manifest) {
        List<String> unknown = new ArrayList<>();
        Object typed = new KubernetesSerialization().unmarshal(manifest.toString());
        // Custom resources have no model to be held against.
        if (!(typed instanceof GenericKubernetesResource)) {
            collect(manifest.path("kind").asText(), typed, unknown);
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
