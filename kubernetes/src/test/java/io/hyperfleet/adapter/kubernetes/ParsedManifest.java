package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.JsonDecoder.Decoded;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder.Encoded;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recorded manifest text, as a transport of the original takes it: JSON, or YAML of Kubernetes' own kind, of which
 * JSON is made first. Here a transport gets an object.
 */
sealed interface ParsedManifest {

    record Parsed(Resource resource) implements ParsedManifest {}

    record Refused(String error) implements ParsedManifest {}

    static ParsedManifest of(String text) {
        JsonDecoder decoder = JsonDecoder.kubernetesObject();
        Decoded decoded = decoder.decodeObject(text);
        if (decoded instanceof Decoded.Malformed && decoder.decode(text) instanceof Decoded.Malformed) {
            String json;
            try {
                json = switch (JsonEncoder.encode(KubernetesYaml.value(Yaml.read("manifest", text)))) {
                    case Encoded.Text(String encoded) -> encoded;
                    case Encoded.Unsupported(String reason) -> throw new IllegalArgumentException(reason);
                };
            } catch (YamlSyntaxException | IllegalArgumentException e) {
                return new Refused("failed to convert YAML to JSON: " + e.getMessage());
            }
            decoded = decoder.decodeObject(json);
        }
        return switch (decoded) {
            case Decoded.Value(Map<?, ?> map) -> new Parsed(resource(map));
            case Decoded.Value _ -> new Parsed(resource(Map.of()));
            case Decoded.Malformed(String reason) -> new Refused("failed to parse manifest: " + reason);
        };
    }

    private static Resource resource(Map<?, ?> map) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        map.forEach((key, value) -> content.put(String.valueOf(key), value));
        return new Resource(content);
    }
}
