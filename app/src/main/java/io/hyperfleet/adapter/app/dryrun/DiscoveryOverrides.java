package io.hyperfleet.adapter.app.dryrun;

import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects a dry run is given, by the names under which they are applied: what a server would have made of them.
 */
record DiscoveryOverrides(Map<String, Resource> objects) {

    static DiscoveryOverrides none() {
        return new DiscoveryOverrides(Map.of());
    }

    static DiscoveryOverrides load(String path) throws Refused {
        try {
            String json = InputFile.read(path, "failed to read discovery overrides file");
            Object content = switch (JsonDecoder.kubernetesObject().decodeObject(json)) {
                case JsonDecoder.Decoded.Malformed(String reason) ->
                    throw new Refused("failed to parse discovery overrides JSON: " + reason);
                case JsonDecoder.Decoded.Value(Object value) -> value;
            };
            return new DiscoveryOverrides(objects(content));
        } catch (Refused e) {
            throw e.within("failed to load discovery overrides");
        }
    }

    private static Map<String, Resource> objects(@Nullable Object content) throws Refused {
        Map<String, Resource> objects = new LinkedHashMap<>();
        if (!(content instanceof Map<?, ?> entries)) {
            return objects;
        }
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String name = String.valueOf(entry.getKey());
            Object value = entry.getValue() == null ? Map.of() : entry.getValue();
            if (!(value instanceof Map<?, ?> members)) {
                throw new Refused("failed to parse discovery overrides JSON: json: cannot unmarshal "
                        + JsonFields.typeOf(value) + " into Go value of type map[string]interface {}");
            }
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            members.forEach((key, member) -> object.put(String.valueOf(key), member));
            require(name, object, "apiVersion");
            require(name, object, "kind");
            objects.put(name, new Resource(object));
        }
        return objects;
    }

    private static void require(String name, Map<String, @Nullable Object> object, String field) throws Refused {
        if (!(object.get(field) instanceof String text) || text.isEmpty()) {
            throw new Refused("discovery override \"" + name + "\" is missing required field \"" + field + "\"");
        }
    }
}
