package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.task.CompiledResource;

/** The Maestro consumer that a resource goes to. */
final class TargetCluster {

    private TargetCluster() {}

    /** Empty for a resource of Kubernetes. */
    static String render(RunContext run, CompiledResource resource) throws NotRendered {
        Template template = resource.targetCluster();
        if (template == null || resource.client() != CompiledResource.Client.MAESTRO) {
            return "";
        }
        return switch (run.render(template)) {
            case Evaluation.Value(Object value) -> String.valueOf(value);
            case Evaluation.Failure(String reason) -> throw new NotRendered(reason);
        };
    }
}
