package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.engine.expression.Conditions;
import io.hyperfleet.adapter.engine.expression.Conditions.Condition;
import io.hyperfleet.adapter.engine.expression.Conditions.Operator;
import io.hyperfleet.adapter.engine.expression.Conditions.Verdict;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import io.hyperfleet.adapter.engine.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Structured conditions: the verdict, what does not hold, and the values the fields had. */
public final class ConditionFamily implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of("condition");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        Scope scope = Scope.of(values.map(vector.in().path("vars")));
        List<Condition> conditions = new ArrayList<>();
        try {
            for (Written written : written(vector.in(), values)) {
                Optional<Operator> operator = Operator.named(written.operator);
                if (operator.isEmpty()) {
                    // the task reader refuses it; only the original lets it reach an evaluation
                    return vector.wantedError().endsWith("unsupported operator: " + written.operator)
                            ? Optional.empty()
                            : Optional.of(new Mismatch(vector.want().toString(), "unknown operator"));
                }
                conditions.add(new Condition(FieldPath.compile(written.field), operator.get(), written.value));
            }
        } catch (ExpressionSyntaxException e) {
            return VectorFamily.compare(vector.wantedError(), String.valueOf(e.getMessage()));
        }
        return compare(vector, values, conditions, scope);
    }

    /** A condition as written. */
    private record Written(
            String field, String operator, @Nullable Object value) {}

    private static List<Written> written(JsonNode in, VectorValues values) {
        if (!in.has("yaml")) {
            return List.of(new Written(
                    in.path("field").asText(), in.path("operator").asText(), values.decode(in.path("value"))));
        }
        List<Written> result = new ArrayList<>();
        try {
            if (Yaml.read("conditions.yaml", in.get("yaml").asText()).value() instanceof List<?> list) {
                list.forEach(element -> result.add(written((Map<?, ?>) element)));
            }
        } catch (YamlSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        return result;
    }

    private static Written written(Map<?, ?> map) {
        Object value = map.containsKey("value") ? map.get("value") : map.get("values");
        return new Written(String.valueOf(map.get("field")), String.valueOf(map.get("operator")), value);
    }

    private static Optional<Mismatch> compare(
            VectorCase vector, VectorValues values, List<Condition> conditions, Scope scope) {
        Verdict verdict = Conditions.of(conditions).evaluate(scope);
        JsonNode want = vector.want();
        if (verdict instanceof Verdict.Failed(String reason)) {
            return VectorFamily.compare(vector.wantedError(), reason);
        }
        StringBuilder expected = new StringBuilder("matched " + want.path("matched"));
        StringBuilder got = new StringBuilder("matched " + (verdict instanceof Verdict.Met));
        if (want.has("details")) {
            String details = verdict instanceof Verdict.NotMet(List<String> all) ? String.join("; ", all) : "";
            // the original's second null prints differently, or not, by the way it came in
            expected.append("; ").append(want.get("details").asText().replace("NULL_VALUE", "<nil>"));
            got.append("; ").append(details.replace("NULL_VALUE", "<nil>"));
        }
        if (want.has("fieldValues")) {
            expected.append("; ")
                    .append(VectorValues.canonical(values.decode(want.get("fieldValues")), vector.unordered()));
            got.append("; ").append(VectorValues.canonical(fieldValues(conditions, scope), vector.unordered()));
        }
        return VectorFamily.compare(expected.toString(), got.toString());
    }

    private static List<@Nullable Object> fieldValues(List<Condition> conditions, Scope scope) {
        List<@Nullable Object> result = new ArrayList<>();
        for (Condition condition : conditions) {
            result.add(condition.field().evaluate(scope) instanceof Evaluation.Value(Object value) ? value : null);
        }
        return result;
    }
}
