package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;

/** A compiled manifest: a tree whose text leaves are templates, or a text that is rendered and then parsed as YAML. */
public interface ManifestTemplate {

    /** What rendering came to. */
    sealed interface Rendered {

        record Manifest(Resource resource) implements Rendered {}

        /** The cause, without {@code failed to render manifest: } in front. */
        record Failed(String reason) implements Rendered {}
    }

    Rendered render(Scope scope);

    /**
     * The kind of the object, known or rendered; unknown when either part cannot be had. Used to find the object before it
     * is applied.
     */
    ResourceKind kind(Scope scope);
}
