package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.KeyReader.Strictness;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.task.TaskFile.Param;
import io.hyperfleet.adapter.engine.task.TaskFile.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code params}. */
final class ParamReader {

    private static final String ENVIRONMENT = "env.";
    private static final List<String> KINDS = List.of("api_call", "expression", "file");

    private final TaskReading reading;
    private final StructureRules rules;
    private final CallReader calls;

    ParamReader(TaskReading reading) {
        this.reading = reading;
        rules = reading.rules();
        calls = new CallReader(reading);
    }

    List<Param> read(List<KeyReader> items) {
        List<Param> params = new ArrayList<>();
        for (KeyReader keys : items) {
            params.add(param(keys));
            keys.finish();
        }
        return params;
    }

    private Param param(KeyReader keys) {
        Scalar name = keys.requiredText("name");
        rules.required(name, keys.pathOf("name"));
        Optional<Source> source = source(keys);
        boolean required = keys.flag("required", false);
        Node defaultValue = keys.any("default");
        if (required && defaultValue == null && source.orElse(null) instanceof Source.Text(Scalar text)) {
            checkEnvironment(keys, text);
        }
        Source readSource = source.orElseGet(() -> new Source.Text(keys.absentText()));
        return new Param(
                keys.path(), name, readSource, keys.text("type"), keys.text("description"), required, defaultValue);
    }

    private void checkEnvironment(KeyReader keys, Scalar source) {
        String text = source.text();
        if (!text.startsWith(ENVIRONMENT)) {
            return;
        }
        String variable = text.substring(ENVIRONMENT.length());
        if (reading.environment().getOrDefault(variable, "").isEmpty()) {
            rules.add(
                    "environment-variable",
                    source.place(),
                    keys.path(),
                    keys.path() + ": required environment variable " + variable + " is not set",
                    "set it, or give the param a default");
        }
    }

    private Optional<Source> source(KeyReader keys) {
        if (reading.dialect() == Dialect.ENVELOPE) {
            Scalar text = keys.requiredText("source");
            rules.required(text, keys.pathOf("source"));
            return Optional.of(new Source.Text(text));
        }
        return switch (keys.any("source")) {
            case null -> {
                rules.required(false, keys.place(), keys.pathOf("source"));
                yield Optional.empty();
            }
            case Scalar text -> {
                rules.required(!text.text().isBlank(), text.place(), keys.pathOf("source"));
                yield Optional.of(new Source.Text(text));
            }
            case Node.Sequence list -> {
                mistake(list.place(), keys.pathOf("source"), "expected string or mapping, got !!seq");
                yield Optional.empty();
            }
            case Node.Mapping _ ->
                keys.object("source", "configloader.ParameterSource", Strictness.LENIENT)
                        .flatMap(this::structuredSource);
        };
    }

    /** Other keys than the three kinds are ignored by the original program, so they are only warned of. */
    private Optional<Source> structuredSource(KeyReader keys) {
        List<String> given = KINDS.stream().filter(keys::has).toList();
        Optional<Source> source = Optional.empty();
        if (given.isEmpty()) {
            mistake(keys.place(), keys.path(), "mapping must contain one of 'api_call', 'expression', or 'file'");
        } else if (given.size() > 1) {
            mistake(keys.place(), keys.path(), "only one of 'api_call', 'expression', or 'file' may be set");
        } else {
            source = switch (given.getFirst()) {
                case "api_call" -> calls.call(keys).map(Source.ApiCall::new);
                case "expression" -> expression(keys);
                default -> file(keys);
            };
        }
        keys.finish();
        return source;
    }

    private Optional<Source> expression(KeyReader keys) {
        Scalar expression = keys.text("expression");
        if (expression == null) {
            return Optional.empty();
        }
        if (expression.text().isBlank()) {
            mistake(expression.place(), keys.path(), "expression must not be empty");
        }
        return Optional.of(new Source.Expression(expression));
    }

    private Optional<Source> file(KeyReader keys) {
        return keys.object("file", "configloader.FileSource").map(fileKeys -> {
            Scalar path = fileKeys.requiredText("path");
            rules.required(path, fileKeys.pathOf("path"));
            boolean trim = fileKeys.flag("trim", true);
            fileKeys.finish();
            return new Source.File(path, trim);
        });
    }

    private void mistake(Place place, String path, String what) {
        reading.parsing()
                .add(Problem.error("param-source", place, path, "source: " + what)
                        .withOriginal("source: " + what));
    }
}
