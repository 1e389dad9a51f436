package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.ResourceDiscovery.Lookup;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunEvent.ResourceStep;
import io.hyperfleet.adapter.engine.run.RunResult.ResourceResult;
import io.hyperfleet.adapter.engine.task.CompiledResource;
import io.hyperfleet.adapter.engine.task.CompiledResource.CompiledDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The third phase: the resources in their order. Where any of them has a lifecycle, all objects are looked for before the
 * first is touched, so that every lifecycle expression sees what was there. A failed deletion lets the rest go on, any
 * other failure ends the phase.
 */
final class ResourcePhase {

    private static final String FAILED_REASON = "ResourceFailed";

    private final RunContext run;
    private final KnownObjects known = new KnownObjects();
    private final ResourceDiscovery discovery;
    private final List<ResourceResult> results = new ArrayList<>();

    ResourcePhase(RunContext run) {
        this.run = run;
        this.discovery = new ResourceDiscovery(run, known);
    }

    List<ResourceResult> results() {
        return results;
    }

    PhaseEnd carryOut() {
        List<CompiledResource> resources = run.task().resources();
        run.tell(new Flow.PhaseStarted(Phase.RESOURCES, resources.size()));
        if (resources.stream().anyMatch(ResourcePhase::hasLifecycle)) {
            Optional<ResourceFailure> failure = lookBefore(resources);
            if (failure.isPresent()) {
                return failed(List.of(failure.get()));
            }
        }
        List<ResourceFailure> failures = new ArrayList<>();
        for (CompiledResource resource : resources) {
            SingleResource.End end = new SingleResource(run, resource, discovery, known).carryOut();
            results.add(end.result());
            if (end.failure().isPresent()) {
                failures.add(end.failure().get());
                if (!end.goesOn()) {
                    break;
                }
            }
        }
        if (!failures.isEmpty()) {
            return failed(failures);
        }
        run.tell(new Flow.PhaseSucceeded(Phase.RESOURCES, results.size()));
        return new PhaseEnd.Completed();
    }

    private static boolean hasLifecycle(CompiledResource resource) {
        return resource.createWhen() != null || resource.delete() != null;
    }

    private Optional<ResourceFailure> lookBefore(List<CompiledResource> resources) {
        for (CompiledResource resource : resources) {
            CompiledDiscovery wanted = resource.discovery();
            if (wanted == null) {
                continue;
            }
            String name = resource.name();
            String targetCluster;
            try {
                targetCluster = TargetCluster.render(run, resource);
            } catch (NotRendered e) {
                run.tell(new ResourceStep.PreDiscoveryTargetFailed(name, e.reason()));
                return Optional.of(
                        new ResourceFailure(name, "failed to render targetCluster", e.reason(), FailureClass.TERMINAL));
            }
            switch (discovery.find(resource, wanted, targetCluster)) {
                case Lookup.Found found -> run.resources().put(name, found.object());
                case Lookup.Absent _ -> {}
                case Lookup.Failed(String reason, FailureClass classification) -> {
                    run.tell(new ResourceStep.PreDiscoveryFailed(name, reason));
                    return Optional.of(new ResourceFailure(name, "pre-discovery failed", reason, classification));
                }
            }
        }
        return Optional.empty();
    }

    private PhaseEnd failed(List<ResourceFailure> failures) {
        String error = failures.stream().map(ResourceFailure::text).collect(Collectors.joining("\n"));
        run.metadata().phaseFailed(FAILED_REASON, error);
        run.tell(new Flow.PhaseFailed(Phase.RESOURCES, error));
        boolean mayPass = failures.stream().anyMatch(f -> f.classification() == FailureClass.TRANSIENT);
        return new PhaseEnd.Failed(new Failure(
                Phase.RESOURCES,
                failures.getFirst().resource(),
                "resource execution failed: " + error,
                mayPass ? FailureClass.TRANSIENT : FailureClass.TERMINAL));
    }
}
