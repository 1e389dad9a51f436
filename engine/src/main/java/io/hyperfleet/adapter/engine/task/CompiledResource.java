package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param targetCluster the Maestro consumer; null when not given
 * @param serverSideApply whether Kubernetes merges the manifest field by field
 * @param repairDrift whether an object is compared with its manifest even when its generation is the same
 * @param createWhen null for always
 * @param delete null for never
 */
public record CompiledResource(
        String name,
        Client client,
        @Nullable Template targetCluster,
        ManifestTemplate manifest,
        boolean recreateOnChange,
        boolean serverSideApply,
        boolean repairDrift,
        @Nullable CompiledDiscovery discovery,
        List<NestedDiscovery> nestedDiscoveries,
        @Nullable CelExpression createWhen,
        @Nullable DeleteRule delete) {

    public CompiledResource {
        nestedDiscoveries = List.copyOf(nestedDiscoveries);
    }

    /** Where the resource lives. */
    public enum Client {
        KUBERNETES,
        MAESTRO
    }

    /** How to find an object again. */
    public sealed interface CompiledDiscovery {

        /** Empty for a cluster-scoped object; null when not given. */
        @Nullable
        Template namespace();

        record ByName(@Nullable Template namespace, Template name) implements CompiledDiscovery {}

        record BySelector(@Nullable Template namespace, List<LabelTemplate> labels) implements CompiledDiscovery {

            public BySelector {
                labels = List.copyOf(labels);
            }
        }
    }

    public record LabelTemplate(Template key, Template value) {}

    /** An object to be found inside the discovered object, and the name it gets in {@code resources}. */
    public record NestedDiscovery(String name, CompiledDiscovery discovery) {}

    /**
     * @param when null when {@code delete} stands there without a condition
     */
    public record DeleteRule(@Nullable CelExpression when, PropagationPolicy propagationPolicy) {}
}
