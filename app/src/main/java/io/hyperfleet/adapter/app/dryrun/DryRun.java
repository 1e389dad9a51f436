package io.hyperfleet.adapter.app.dryrun;

import io.hyperfleet.adapter.app.cli.ServeOptions;
import io.hyperfleet.adapter.app.files.LocalFiles;
import io.hyperfleet.adapter.app.observe.EventFields;
import io.hyperfleet.adapter.app.observe.LogContext;
import io.hyperfleet.adapter.app.observe.LogObserver;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunPorts;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.TaskRunner;
import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.trace.JsonTrace;
import io.hyperfleet.adapter.engine.trace.RunTrace;
import io.hyperfleet.adapter.engine.trace.TextTrace;
import io.hyperfleet.adapter.engine.trace.TraceRecorder;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one event from a file against recorded answers and a cluster in memory, and prints what happened. Nothing
 * leaves the process.
 */
public final class DryRun {

    private DryRun() {}

    /**
     * What a dry run takes over from the configuration.
     *
     * @param config see {@link RunPorts#config}
     * @param redactedConfig see {@link RunPorts#redactedConfig}
     * @param address the rule by which a task's URL becomes an address, as in real runs
     */
    public record Adapter(
            RunPorts.AdapterInfo info,
            Map<String, @Nullable Object> config,
            Map<String, @Nullable Object> redactedConfig,
            Map<String, String> environment,
            UnaryOperator<String> address) {}

    /**
     * Runs and prints: the trace on {@code out}, a line for every failed phase on {@code err}.
     *
     * @return the error that ended the program with exit code 1; empty for a run that could be carried out, also when it
     *     failed, unless a failed run was to be an error
     */
    public static Optional<String> execute(
            ServeOptions.DryRun options, CompiledTask task, Adapter adapter, PrintStream out, PrintStream err) {
        RunTrace trace;
        try {
            trace = trace(options, task, adapter);
        } catch (Refused e) {
            return Optional.of(e.reason());
        }
        if (options.json()) {
            switch (JsonTrace.print(trace, options.verbose())) {
                case JsonTrace.Printed.Text(String json) -> out.print(json);
                case JsonTrace.Printed.Impossible(String reason) -> {
                    return Optional.of("failed to format trace as JSON: " + reason);
                }
            }
        } else {
            out.print(TextTrace.print(trace, options.verbose()));
        }
        out.flush();
        RunResult result = trace.result();
        result.failures()
                .forEach(failure -> err.println("Error in " + failure.phase().text() + ": " + failure.message()));
        return options.strict() && result.failed()
                ? Optional.of("the run failed, which --dry-run-strict makes an error")
                : Optional.empty();
    }

    private static RunTrace trace(ServeOptions.DryRun options, CompiledTask task, Adapter adapter) throws Refused {
        if (options.event().isEmpty()) {
            throw new Refused("--dry-run-event is required for dry-run mode");
        }
        Event event = EventFile.load(options.event());
        RecordedAnswers answers = options.apiResponses().isEmpty()
                ? RecordedAnswers.none()
                : RecordedAnswers.load(options.apiResponses());
        DiscoveryOverrides overrides = options.discovery().isEmpty()
                ? DiscoveryOverrides.none()
                : DiscoveryOverrides.load(options.discovery());
        InstantSource clock = InstantSource.system();
        RunPorts ports = new RunPorts(
                new RecordedApi(answers, adapter.address()),
                new InMemoryCluster(overrides, clock).transports(),
                adapter.environment(),
                new LocalFiles(),
                adapter.info(),
                adapter.config(),
                adapter.redactedConfig(),
                clock);
        TraceRecorder recorder = new TraceRecorder();
        RunObserver observer = RunObserver.all(new LogObserver(), recorder);
        RunResult result = LogContext.call(
                EventFields.of(event.data()), () -> TaskRunner.run(task, event, ports, observer, Deadline.none()));
        return recorder.trace(event, result);
    }
}
