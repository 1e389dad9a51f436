package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.engine.run.RunEvent.Nested;
import io.hyperfleet.adapter.engine.run.RunEvent.ResourceStep;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import org.slf4j.Logger;

/** The log lines about resources. */
final class ResourceLog {

    private static final String RESULT = "k8s_result";

    private final Logger log;

    ResourceLog(Logger log) {
        this.log = log;
    }

    void step(ResourceStep step) {
        String name = step.resource();
        switch (step) {
            case ResourceStep.PreDiscoveryFailed failed ->
                log.warn("Resource[{}] pre-discovery failed: {}", name, failed.error());
            case ResourceStep.PreDiscoveryTargetFailed failed ->
                log.warn("Resource[{}] pre-discovery: failed to render targetCluster: {}", name, failed.error());
            case ResourceStep.Discovered discovered ->
                log.debug("Resource[{}] discovery: {}", name, discovered.found().isPresent() ? "found" : "not found");
            case ResourceStep.CreateConditionMet _ ->
                log.debug("Resource[{}] lifecycle.create.when evaluated to true, creating resource", name);
            case ResourceStep.CreateConditionNotMet _ ->
                log.info("Resource[{}] skipped: create.when condition is false", name);
            case ResourceStep.CreateConditionIgnored _ ->
                log.debug("Resource[{}] already exists: ignoring lifecycle.create.when, applying normally", name);
            case ResourceStep.DeleteConditionEvaluated evaluated -> deleteCondition(evaluated);
            case ResourceStep.LifecycleExpressionFailed failed ->
                log.atWarn()
                        .addKeyValue("error", failed.reason())
                        .log(
                                "Resource[{}] {} expression \"{}\" failed to evaluate, which counts as false",
                                name,
                                failed.rule(),
                                failed.expression());
            case ResourceStep.Rendering _ -> log.debug("Rendering manifest template for resource {}", name);
            case ResourceStep.Applied applied ->
                log.atInfo()
                        .addKeyValue(RESULT, "SUCCESS")
                        .log(
                                "Resource[{}] processed: operation={} reason={}",
                                name,
                                applied.operation().text(),
                                applied.reason());
            case ResourceStep.ApplyFailed failed -> failed("Resource[" + name + "] processed: FAILED", failed.error());
            case ResourceStep.DiscoveryAfterApplyFailed failed ->
                log.atError()
                        .addKeyValue("error", failed.error())
                        .log("Resource[{}] discovery after apply failed: {}", name, failed.error());
            case ResourceStep.Stored stored -> stored(stored);
            case ResourceStep.DeleteStarted started -> log.debug("Resource[{}] delete: started", name);
            case ResourceStep.AlreadyGone _ -> log.info("Resource[{}] delete: already deleted or never existed", name);
            case ResourceStep.DeleteRequested requested -> log.debug("Resource[{}] delete: requested", name);
            case ResourceStep.DeleteFailed failed -> failed("Resource[" + name + "] delete: FAILED", failed.error());
            case ResourceStep.DeleteConfirmed confirmed ->
                log.debug("Resource[{}] confirmed deleted (post-delete discovery: not found)", name);
            case ResourceStep.StillPresent present ->
                log.debug("Resource[{}] still present after delete (finalizers or async): dependents wait", name);
            case ResourceStep.DeleteUnconfirmed unconfirmed ->
                log.debug("Resource[{}] post-delete discovery error (non-fatal): {}", name, unconfirmed.error());
            case ResourceStep.DeleteFinished finished ->
                log.debug("Resource[{}] delete: ended after {}", name, finished.took());
            case ResourceStep.Deleted deleted ->
                log.info(
                        "Resource[{}] delete: operation=delete propagationPolicy={}",
                        name,
                        deleted.policy().text());
        }
    }

    private void deleteCondition(ResourceStep.DeleteConditionEvaluated evaluated) {
        String name = evaluated.resource();
        log.debug(
                "Resource[{}] lifecycle.delete.when=\"{}\" → matched={}",
                name,
                evaluated.expression(),
                evaluated.matched());
        if (!evaluated.matched()) {
            log.debug("Resource[{}] lifecycle.delete.when evaluated to false, applying normally", name);
        }
    }

    private void stored(ResourceStep.Stored stored) {
        String name = stored.resource();
        if (stored.nested() == 0) {
            log.debug("Resource[{}] discovered and stored in context", name);
        } else {
            log.debug("Resource[{}] discovered with {} nested resources added to context", name, stored.nested());
        }
    }

    private void failed(String message, String reason) {
        log.atError().addKeyValue(RESULT, "FAILED").addKeyValue("error", reason).log("{}", message);
    }

    void nested(Nested nested) {
        switch (nested) {
            case Nested.NestedFound(String resource, String name, ResourceKind kind, String objectName) ->
                log.debug("Resource[{}] nested discovery[{}] found: {}/{}", resource, name, kind.kind(), objectName);
            case Nested.NestedNotFound(String resource, String name) ->
                log.debug("Resource[{}] nested discovery[{}] found no matches", resource, name);
            case Nested.NestedUnrendered(String resource, String name, String error) ->
                log.warn("Resource[{}] nested discovery[{}] failed to build config: {}", resource, name, error);
            case Nested.NestedFailed(String resource, String name, String error) ->
                log.warn("Resource[{}] nested discovery[{}] failed: {}", resource, name, error);
            case Nested.NestedNamedLikeParent(String name) ->
                log.warn(
                        "Nested discovery \"{}\" has the same name as parent resource; skipping to avoid overwriting"
                                + " parent",
                        name);
        }
    }
}
