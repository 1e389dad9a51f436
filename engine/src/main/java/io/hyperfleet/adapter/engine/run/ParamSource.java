package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.task.CompiledCall;
import io.hyperfleet.adapter.engine.task.CompiledParam;
import io.hyperfleet.adapter.engine.task.CompiledParam.Source;
import io.hyperfleet.adapter.engine.task.DotPath;
import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoStrings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a param from where it comes from. */
final class ParamSource {

    private static final int FILE_BYTES_LIMIT = 1_048_576;

    private final RunContext run;
    private final ApiCaller caller;

    ParamSource(RunContext run) {
        this.run = run;
        this.caller = new ApiCaller(run, Phase.PARAM_EXTRACTION);
    }

    /** What reading came to. */
    sealed interface Found {

        record Value(@Nullable Object value) implements Found {}

        /** There is no such field or variable. */
        record Missing(String reason) implements Found {}

        /** The API says that what was asked for does not exist. */
        record Gone(String reason) implements Found {}

        /** The source failed, so that nothing can be said about the value. */
        record Unavailable(String reason, FailureClass classification) implements Found {}
    }

    Found read(CompiledParam param) {
        return switch (param.source()) {
            case Source.Environment source -> environment(source.variable());
            case Source.EventField source -> follow(source.path(), run.event());
            case Source.ConfigField source -> follow(source.path(), run.ports().config());
            case Source.Named source -> named(source);
            case Source.Call source -> call(param.name(), source.call());
            case Source.Expression source -> expression(param.name(), source);
            case Source.File source -> file(param, source);
        };
    }

    /** The source as errors name it. */
    static String describe(Source source) {
        return switch (source) {
            case Source.Environment(String text, String _) -> text;
            case Source.EventField(String text, DotPath _) -> text;
            case Source.ConfigField(String text, DotPath _) -> text;
            case Source.Named named -> named.text();
            case Source.Call(CompiledCall call) ->
                "api_call(" + call.method() + " " + call.url().text() + ")";
            case Source.Expression(CelExpression expression) ->
                "expression(" + GoFormat.quote(GoStrings.trim(expression.text())) + ")";
            case Source.File(String path, boolean _) -> "file(" + path + ")";
        };
    }

    private Found environment(String variable) {
        String value = run.ports().environment().get(variable);
        return value == null
                ? new Found.Missing("environment variable " + variable + " not set")
                : new Found.Value(value);
    }

    private Found named(Source.Named source) {
        if (!run.params().containsKey(source.first())) {
            return follow(source.whole(), run.event());
        }
        Object root = run.params().get(source.first());
        if (source.rest().segments().isEmpty()) {
            return new Found.Value(root);
        }
        return root instanceof Map
                ? follow(source.rest(), root)
                : new Found.Missing("param \"" + source.first() + "\" is not a map (got " + GoFormat.typeName(root)
                        + "), cannot derive \"" + source.text() + "\" from it");
    }

    private static Found follow(DotPath path, @Nullable Object root) {
        return switch (path.follow(root, GoFormat::typeName)) {
            case DotPath.Found.Value(Object value) -> new Found.Value(value);
            case DotPath.Found.Missing(String reason) -> new Found.Missing(reason);
        };
    }

    private Found call(String name, CompiledCall call) {
        return switch (caller.call(name, call)) {
            case ApiCaller.Answer.Success(String body) ->
                switch (AnswerObject.read(body)) {
                    case AnswerObject.Read.Fields(Map<String, @Nullable Object> fields) -> new Found.Value(fields);
                    case AnswerObject.Read.NoObject(String reason) ->
                        unavailable(name, "failed to parse API response as JSON: " + reason);
                };
            case ApiCaller.Answer.Failure failure when failure.resourceNotFound() -> new Found.Gone(failure.message());
            case ApiCaller.Answer.Failure failure -> new Found.Unavailable(failure.message(), failure.classification());
        };
    }

    private Found expression(String name, Source.Expression source) {
        return switch (run.evaluate(source.expression())) {
            case Evaluation.Value(Object value) -> new Found.Value(value);
            case Evaluation.Failure(String reason) -> unavailable(name, "CEL expression error: " + reason);
        };
    }

    private Found file(CompiledParam param, Source.File source) {
        return switch (run.ports().files().read(source.path(), FILE_BYTES_LIMIT)) {
            case ParamFiles.FileContent.Text(String text) -> {
                String trimmed = GoStrings.trim(text);
                if (param.required() && trimmed.isEmpty() && param.defaultValue() == null) {
                    yield unavailable(param.name(), "file \"" + source.path() + "\" is empty");
                }
                yield new Found.Value(source.trim() ? trimmed : text);
            }
            case ParamFiles.FileContent.TooLong _ ->
                unavailable(
                        param.name(),
                        "file \"" + source.path() + "\" exceeds maximum size of " + FILE_BYTES_LIMIT + " bytes");
            case ParamFiles.FileContent.Unreadable(String reason) -> unavailable(param.name(), reason);
        };
    }

    private static Found unavailable(String param, String reason) {
        return new Found.Unavailable("param \"" + param + "\": " + reason, FailureClass.TERMINAL);
    }
}
