package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.expression.Conditions.Operator;
import io.hyperfleet.adapter.engine.task.TaskFile.Call;
import io.hyperfleet.adapter.engine.task.TaskFile.Capture;
import io.hyperfleet.adapter.engine.task.TaskFile.Condition;
import io.hyperfleet.adapter.engine.task.TaskFile.Precondition;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code preconditions}. */
final class PreconditionReader {

    private static final List<String> OPERATORS =
            Arrays.stream(Operator.values()).map(Operator::text).toList();

    private final TaskReading reading;
    private final StructureRules rules;
    private final CallReader calls;

    PreconditionReader(TaskReading reading) {
        this.reading = reading;
        rules = reading.rules();
        calls = new CallReader(reading);
    }

    List<Precondition> read(List<KeyReader> items) {
        List<Precondition> preconditions = new ArrayList<>();
        for (KeyReader keys : items) {
            preconditions.add(precondition(keys));
            keys.finish();
        }
        return preconditions;
    }

    private Precondition precondition(KeyReader keys) {
        Call call = calls.call(keys).orElse(null);
        Scalar name = keys.requiredText("name");
        rules.stepName(name, keys.pathOf("name"), reading.dialect());
        Scalar expression = keys.text("expression");
        List<KeyReader> conditions = keys.objects("conditions", "configloader.Condition");
        boolean decides = keys.has("api_call")
                || (expression != null && !expression.text().isEmpty());
        checkDecides(keys, decides, conditions);
        return new Precondition(
                keys.path(),
                name,
                calls.log(keys).orElse(null),
                call,
                captures(keys.objects("capture", "configloader.CaptureField")),
                conditions(conditions, decides),
                expression);
    }

    /** The texts leave out one of the three possibilities each, as those of the original program do. */
    private void checkDecides(KeyReader keys, boolean decides, List<KeyReader> conditions) {
        if (decides) {
            return;
        }
        String call = keys.spelled("api_call");
        String hint = "give it an expression, conditions or an " + call;
        String text = keys.path() + ": must specify " + call;
        if (!keys.has("conditions")) {
            rules.add("required", keys.place(), keys.path(), text + ", conditions", hint);
        } else if (conditions.stream().anyMatch(KeyReader::isEmpty)) {
            rules.add("required", keys.place(), keys.path(), text + ", expression", hint);
        }
    }

    private List<Capture> captures(List<KeyReader> items) {
        List<Capture> captures = new ArrayList<>();
        for (KeyReader keys : items) {
            Scalar name = keys.requiredText("name");
            Scalar field = textOrAbsent(keys.text("field"));
            Scalar expression = textOrAbsent(keys.text("expression"));
            rules.required(name, keys.pathOf("name"));
            rules.exactlyOne(keys, "field", field != null, "expression", expression != null);
            Node defaultValue = reading.dialect() == Dialect.ENVELOPE ? null : keys.any("default");
            captures.add(new Capture(keys.path(), name, field, expression, defaultValue));
            keys.finish();
        }
        return captures;
    }

    /** An empty text counts as none. */
    private static @Nullable Scalar textOrAbsent(@Nullable Scalar text) {
        return text == null || text.text().isEmpty() ? null : text;
    }

    private List<Condition> conditions(List<KeyReader> items, boolean decides) {
        List<Condition> conditions = new ArrayList<>();
        for (KeyReader keys : items) {
            Scalar operator = keys.requiredText("operator");
            if (decides || !keys.isEmpty()) {
                checkOperator(operator, keys.pathOf("operator"));
            }
            conditions.add(new Condition(keys.path(), keys.requiredText("field"), operator, value(keys)));
            keys.finish();
        }
        return conditions;
    }

    private void checkOperator(Scalar operator, String path) {
        if (!rules.required(operator, path) || OPERATORS.contains(operator.text())) {
            return;
        }
        rules.add(
                "operator",
                operator.place(),
                path,
                path + ": invalid operator " + GoFormat.quote(operator.text()) + ", must be one of: "
                        + String.join(", ", OPERATORS),
                Suggestions.didYouMean(operator.text(), OPERATORS).orElse(null));
    }

    private @Nullable Node value(KeyReader keys) {
        Node value = keys.any("value");
        Node values = keys.any("values");
        if (value != null && values != null) {
            String text = "condition has both 'value' and 'values' keys; use only one";
            reading.parsing()
                    .add(Problem.error("mutually-exclusive", values.place(), keys.path(), text)
                            .withOriginal(text));
        }
        return value != null ? value : values;
    }
}
