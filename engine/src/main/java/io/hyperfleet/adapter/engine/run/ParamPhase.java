package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.ParamSource.Found;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunEvent.Param;
import io.hyperfleet.adapter.engine.task.CompiledParam;
import io.hyperfleet.adapter.engine.value.Conversion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first phase: every param in the order of the task, each seeing the earlier ones. A missing, null or empty value
 * falls back to the default, which is converted like a value. A required param must come to something; nobody reports a
 * status when it does not, because the run ends here.
 */
final class ParamPhase {

    private final RunContext run;
    private final ParamSource source;

    ParamPhase(RunContext run) {
        this.run = run;
        this.source = new ParamSource(run);
    }

    PhaseEnd carryOut() {
        run.tell(new Flow.PhaseStarted(
                Phase.PARAM_EXTRACTION, run.task().params().size()));
        for (CompiledParam param : run.task().params()) {
            Optional<PhaseEnd> end = extract(param);
            if (end.isPresent()) {
                return end.get();
            }
        }
        run.tell(new Flow.PhaseSucceeded(Phase.PARAM_EXTRACTION, run.params().size()));
        return new PhaseEnd.Completed();
    }

    /** The end of the phase, when the param ends it. */
    private Optional<PhaseEnd> extract(CompiledParam param) {
        return switch (source.read(param)) {
            case Found.Value(Object value)
            when value == null || value.equals("") ->
                param.defaultValue() == null ? withoutDefault(param, value) : store(param, convertedDefault(param));
            case Found.Value(Object value) -> convert(param, value);
            case Found.Missing(String reason) -> missing(param, reason);
            case Found.Gone(String reason) -> gone(param, reason);
            case Found.Unavailable(String reason, FailureClass classification) ->
                unavailable(param, reason, classification);
        };
    }

    private Optional<PhaseEnd> withoutDefault(CompiledParam param, @Nullable Object value) {
        if (value != null) {
            return convert(param, value);
        }
        if (param.required()) {
            return notExtracted(param, "value is null", FailureClass.TERMINAL);
        }
        // What an expression says is there, even when it says null.
        return param.source() instanceof CompiledParam.Source.Expression ? store(param, null) : leaveOut(param, "null");
    }

    private Optional<PhaseEnd> missing(CompiledParam param, String reason) {
        if (param.defaultValue() != null) {
            return fallBack(param, reason);
        }
        return param.required() ? notExtracted(param, reason, FailureClass.TERMINAL) : leaveOut(param, reason);
    }

    /** What the event is about does not exist any more: for a required param the quiet end of the run. */
    private Optional<PhaseEnd> gone(CompiledParam param, String reason) {
        if (!param.required() || param.defaultValue() != null) {
            return missing(param, reason);
        }
        run.tell(new Flow.ResourceNotFound(Phase.PARAM_EXTRACTION));
        return Optional.of(new PhaseEnd.NotFound());
    }

    private Optional<PhaseEnd> unavailable(CompiledParam param, String reason, FailureClass classification) {
        return param.required() ? notExtracted(param, reason, classification) : missing(param, reason);
    }

    private Optional<PhaseEnd> convert(CompiledParam param, Object value) {
        String type = conversionOf(param);
        if (type == null) {
            return store(param, value);
        }
        return switch (Conversion.convert(value, type)) {
            case Conversion.Converted.Value(Object converted) -> store(param, converted);
            case Conversion.Converted.Impossible(String reason)
            when param.required() -> notConverted(param, type, reason);
            case Conversion.Converted.Impossible(String reason)
            when param.defaultValue() != null -> fallBack(param, reason);
            case Conversion.Converted.Impossible(String reason) -> leaveOut(param, reason);
        };
    }

    private Optional<PhaseEnd> fallBack(CompiledParam param, String reason) {
        run.tell(new Param.ParamUnavailable(param.name(), reason, true));
        return store(param, convertedDefault(param));
    }

    /** A default that cannot be converted stays as it is written. */
    private @Nullable Object convertedDefault(CompiledParam param) {
        String type = conversionOf(param);
        Object value = param.defaultValue();
        return type != null
                        && value != null
                        && Conversion.convert(value, type) instanceof Conversion.Converted.Value(Object converted)
                ? converted
                : value;
    }

    /** Null when the value stays as it comes: answers and expression results have a type of their own. */
    private static @Nullable String conversionOf(CompiledParam param) {
        return switch (param.source()) {
            case CompiledParam.Source.Call _ -> null;
            case CompiledParam.Source.Expression _ -> null;
            case CompiledParam.Source.Environment _ -> param.type();
            case CompiledParam.Source.EventField _ -> param.type();
            case CompiledParam.Source.ConfigField _ -> param.type();
            case CompiledParam.Source.Named _ -> param.type();
            case CompiledParam.Source.File _ -> param.type();
        };
    }

    private Optional<PhaseEnd> store(CompiledParam param, @Nullable Object value) {
        run.params().put(param.name(), value);
        run.tell(new Param.ParamExtracted(param.name(), value));
        return Optional.empty();
    }

    private Optional<PhaseEnd> leaveOut(CompiledParam param, String reason) {
        run.tell(new Param.ParamUnavailable(param.name(), reason, false));
        return Optional.empty();
    }

    private Optional<PhaseEnd> notExtracted(CompiledParam param, String reason, FailureClass classification) {
        return fail(
                param,
                "failed to extract required parameter '" + param.name() + "' from source '"
                        + ParamSource.describe(param.source()) + "': " + reason,
                classification);
    }

    private Optional<PhaseEnd> notConverted(CompiledParam param, String type, String reason) {
        return fail(
                param,
                "failed to convert parameter '" + param.name() + "' to type '" + type + "': " + reason,
                FailureClass.TERMINAL);
    }

    private Optional<PhaseEnd> fail(CompiledParam param, String message, FailureClass classification) {
        String error = "[" + Phase.PARAM_EXTRACTION.text() + "] " + param.name() + ": " + message;
        run.tell(new Flow.PhaseFailed(Phase.PARAM_EXTRACTION, "parameter extraction failed: " + error));
        return Optional.of(
                new PhaseEnd.Failed(new Failure(Phase.PARAM_EXTRACTION, param.name(), error, classification)));
    }
}
