package io.hyperfleet.adapter.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects a chart was rendered to. */
public record Rendered(List<JsonNode> objects) {

    List<String> kinds() {
        return objects.stream().map(object -> object.path("kind").asText()).toList();
    }

    /** The only object of a kind. */
    public JsonNode the(String kind) {
        List<JsonNode> found = all(kind);
        assertThat(found).as("%s among %s", kind, kinds()).hasSize(1);
        return found.getFirst();
    }

    List<JsonNode> all(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode named(String kind, String name) {
        return all(kind).stream()
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    JsonNode pod() {
        return the("Deployment").at("/spec/template");
    }

    public JsonNode container() {
        return pod().at("/spec/containers/0");
    }

    /** The variables of the container that have a value of their own, or one from a Secret that was rendered too. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : container().path("env")) {
            String name = variable.path("name").asText();
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            if (variable.has("value")) {
                environment.put(name, variable.path("value").asText());
            }
            for (JsonNode secret : all("Secret")) {
                if (secret.at("/metadata/name").equals(reference.path("name"))) {
                    environment.put(
                            name,
                            secret.path("stringData")
                                    .path(reference.path("key").asText())
                                    .asText());
                }
            }
        }
        return environment;
    }

    /** Writes what would be mounted into /etc/adapter. */
    public void writeConfiguration(Path folder) throws IOException {
        for (JsonNode map : all("ConfigMap")) {
            for (Map.Entry<String, JsonNode> file : map.path("data").properties()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue().asText());
            }
        }
    }
}
