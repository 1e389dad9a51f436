package io.hyperfleet.adapter.engine.value;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of a cluster or of Maestro, or the manifest of one: plain maps, lists, strings, Long, Double, Boolean, null.
 * The content is never changed after construction; who needs a change makes a new map.
 */
public record Resource(Map<String, @Nullable Object> content) {

    public String apiVersion() {
        return content.get("apiVersion") instanceof String text ? text : "";
    }

    public ResourceKind kind() {
        return new ResourceKind(apiVersion(), content.get("kind") instanceof String text ? text : "");
    }

    /** {@code metadata.name}; empty when absent or no text. */
    public String name() {
        return metadataText("name");
    }

    /** {@code metadata.namespace}; empty when absent or no text. */
    public String namespace() {
        return metadataText("namespace");
    }

    /**
     * {@code metadata.labels} as Kubernetes reads them: all of them, or none as soon as one is no text. Null counts as
     * the empty text.
     */
    public Map<String, String> labels() {
        return textMap("labels");
    }

    /** {@code metadata.annotations}, read in the same way. */
    public Map<String, String> annotations() {
        return textMap("annotations");
    }

    /** {@code metadata}; empty when absent or no object. */
    public Map<?, ?> metadata() {
        return content.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
    }

    private Map<String, String> textMap(String key) {
        if (!(metadata().get(key) instanceof Map<?, ?> map)) {
            return Map.of();
        }
        Map<String, String> texts = LinkedHashMap.newLinkedHashMap(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object value = entry.getValue() == null ? "" : entry.getValue();
            if (!(value instanceof String text)) {
                return Map.of();
            }
            texts.put(String.valueOf(entry.getKey()), text);
        }
        return texts;
    }

    private String metadataText(String key) {
        return metadata().get(key) instanceof String text ? text : "";
    }
}
