package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.run.RunEvent.Action;
import io.hyperfleet.adapter.engine.run.RunEvent.LogLevel;
import io.hyperfleet.adapter.engine.task.CompiledLog;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Carries out the {@code log} of a precondition or post-action. It never fails the step it belongs to. */
final class LogAction {

    private LogAction() {}

    static void carryOut(RunContext run, @Nullable CompiledLog log) {
        if (log == null || log.message().text().isEmpty()) {
            return;
        }
        switch (run.render(log.message())) {
            case Evaluation.Value(Object message) ->
                run.tell(new Action.LogWritten(level(log.level()), String.valueOf(message)));
            case Evaluation.Failure(String reason) -> run.tell(new Action.LogFailed(reason));
        }
    }

    private static LogLevel level(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "debug" -> LogLevel.DEBUG;
            case "warn", "warning" -> LogLevel.WARN;
            case "error" -> LogLevel.ERROR;
            default -> LogLevel.INFO;
        };
    }
}
