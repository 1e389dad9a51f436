package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node.Mapping;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.task.ValueTree.Building;
import io.hyperfleet.adapter.engine.task.ValueTree.BuildingFailed;
import io.hyperfleet.adapter.engine.task.ValueTree.Fields;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest written as a map. Every text leaf is rendered by itself and stays text, so that no value of an event can
 * change the structure of the object.
 */
record MapManifest(ValueTree tree, ValueTree kindTree) implements ManifestTemplate {

    static MapManifest compile(Mapping manifest, TextCompiler texts) {
        ValueTree tree = new ValueTreeCompiler(texts, false).compileObject(manifest);
        return new MapManifest(tree, kindOnly(tree));
    }

    @Override
    public Rendered render(Scope scope) {
        try {
            return ManifestObject.of(new Building(scope, scope).build(tree));
        } catch (BuildingFailed failed) {
            return new Rendered.Failed("failed to render manifest template: " + failed.innermost());
        }
    }

    @Override
    public ResourceKind kind(Scope scope) {
        try {
            return new Building(scope, scope).build(kindTree) instanceof Map<?, ?> map
                    ? ResourceKind.known(text(map.get("apiVersion")), text(map.get("kind")))
                    : ResourceKind.UNKNOWN;
        } catch (BuildingFailed unknown) {
            return ResourceKind.UNKNOWN;
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static ValueTree kindOnly(ValueTree tree) {
        return tree instanceof Fields(List<ValueTree.Field> fields)
                ? new Fields(fields.stream()
                        .filter(field -> field.key().text().equals("apiVersion")
                                || field.key().text().equals("kind"))
                        .toList())
                : tree;
    }
}
