package io.hyperfleet.adapter.engine.value;

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

    /** {@code metadata}; empty when absent or no object. */
    public Map<?, ?> metadata() {
        return content.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
    }

    private String metadataText(String key) {
        return metadata().get(key) instanceof String text ? text : "";
    }
}
