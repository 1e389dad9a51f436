package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries out a task for one event: params, preconditions, resources, post-actions, each in the order of the task and on
 * the calling thread. Nothing is compiled on the way, and nothing the world outside does is thrown.
 *
 * <pre>
 *   params ──────▶ preconditions ──▶ resources ──▶ post-actions
 *     │ failed, 404    │ 404 │ not met, failed  ▲        │
 *     ▼                ▼     └──────────────────┼────────▶
 *    end              end        (resources left out)
 * </pre>
 */
public final class TaskRunner {

    /** Why a run is skipped whose event is about something that does not exist any more. */
    public static final String RESOURCE_NOT_FOUND = "ResourceNotFound";

    private final RunContext run;
    private final PreconditionPhase preconditions;
    private final ResourcePhase resources;
    private final PostPhase postActions;
    private final List<Failure> failures = new ArrayList<>();
    private boolean resourcesSkipped;
    private String skipReason = "";

    private TaskRunner(RunContext run) {
        this.run = run;
        this.preconditions = new PreconditionPhase(run);
        this.resources = new ResourcePhase(run);
        this.postActions = new PostPhase(run);
    }

    /**
     * @param observer told of everything, ending with {@link Flow.RunFinished}
     * @param deadline handed on to every call; a run that is late fails by the calls it makes. Part of the time until then
     *     is for the post-actions only
     */
    public static RunResult run(
            CompiledTask task, Event event, RunPorts ports, RunObserver observer, Deadline deadline) {
        Instant start = ports.clock().instant();
        observer.on(new Flow.RunStarted(event));
        RunResult result = switch (event.data()) {
            case EventData.Unreadable(String reason) -> {
                observer.on(new Flow.DataUnreadable(reason));
                yield unreadable(reason);
            }
            case EventData.Parsed data ->
                new TaskRunner(new RunContext(task, data.members(), ports, observer, deadline)).carryOut();
        };
        observer.on(new Flow.RunFinished(
                result, Duration.between(start, ports.clock().instant())));
        return result;
    }

    private static RunResult unreadable(String reason) {
        Failure failure =
                new Failure(Phase.PARAM_EXTRACTION, "", "failed to parse event data: " + reason, FailureClass.TERMINAL);
        return new RunResult(
                Phase.PARAM_EXTRACTION,
                List.of(failure),
                false,
                "",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private RunResult carryOut() {
        if (ends(new ParamPhase(run).carryOut())) {
            return result(Phase.PARAM_EXTRACTION);
        }
        switch (preconditions.carryOut()) {
            case PhaseEnd.Completed _ -> {}
            case PhaseEnd.NotMet(String reason) -> skipResources(reason);
            case PhaseEnd.Failed(Failure failure) -> {
                failures.add(failure);
                skipResources(PreconditionPhase.FAILED_REASON);
            }
            case PhaseEnd.NotFound _ -> {
                skipResources(RESOURCE_NOT_FOUND);
                return result(Phase.PRECONDITIONS);
            }
        }
        if (resourcesSkipped) {
            run.tell(new Flow.PhaseStarted(
                    Phase.RESOURCES, run.task().resources().size()));
            run.tell(new Flow.ResourcesSkipped(skipReason));
        } else {
            note(resources.carryOut());
        }
        note(postActions.carryOut());
        return result(Phase.POST_ACTIONS);
    }

    /** Whether the phase of the params ends the run. */
    private boolean ends(PhaseEnd end) {
        note(end);
        return !(end instanceof PhaseEnd.Completed);
    }

    private void note(PhaseEnd end) {
        switch (end) {
            case PhaseEnd.Completed _ -> {}
            case PhaseEnd.NotMet(String reason) -> skipResources(reason);
            case PhaseEnd.NotFound _ -> skipResources(RESOURCE_NOT_FOUND);
            case PhaseEnd.Failed(Failure failure) -> failures.add(failure);
        }
    }

    private void skipResources(String reason) {
        resourcesSkipped = true;
        skipReason = reason;
    }

    private RunResult result(Phase phase) {
        return new RunResult(
                phase,
                failures,
                resourcesSkipped,
                skipReason,
                run.params(),
                preconditions.results(),
                resources.results(),
                postActions.results(),
                run.resources());
    }
}
