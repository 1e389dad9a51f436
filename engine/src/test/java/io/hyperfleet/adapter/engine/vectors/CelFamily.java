package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder.Encoded;
import io.hyperfleet.adapter.engine.value.Truth;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CEL expressions: what they give, what a condition makes of it, and how it is printed and encoded. */
public final class CelFamily implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of("cel");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        String text = expression(vector.in());
        String stage = vector.want().path("stage").asText("");
        CelExpression expression;
        try {
            expression = CelExpression.compile(text);
        } catch (ExpressionSyntaxException e) {
            String message = String.valueOf(e.getMessage());
            boolean program = message.startsWith("CEL program error");
            boolean expected = stage.equals(program ? "program" : "parse");
            return expected && (!program || message.equals(vector.wantedError()))
                    ? Optional.empty()
                    : Optional.of(new Mismatch(vector.want().toString(), message));
        }
        Evaluation evaluation =
                expression.evaluate(Scope.of(values.map(vector.in().path("vars"))));
        return switch (evaluation) {
            case Evaluation.Value(Object value) -> compareValue(vector, values, value);
            case Evaluation.Failure(String reason) -> compareFailure(vector, text, reason);
        };
    }

    private static String expression(JsonNode in) {
        if (!in.has("exprRepeat")) {
            return in.path("expr").asText();
        }
        JsonNode parts = in.get("exprRepeat");
        int count = parts.get(1).asInt();
        StringBuilder out = new StringBuilder(parts.get(0).asText());
        out.append(parts.get(2).asText().repeat(count)).append(parts.get(3).asText());
        if (parts.size() > 4) {
            out.append(parts.get(4).asText().repeat(count));
        }
        if (parts.size() > 5) {
            out.append(parts.get(5).asText());
        }
        return out.toString();
    }

    private static Optional<Mismatch> compareFailure(VectorCase vector, String text, String reason) {
        String expected =
                "CEL evaluation error for expression " + GoFormat.quote(text.strip()) + ": " + vector.wantedError();
        return vector.want().path("stage").asText().equals("eval")
                        && !vector.want().has("value")
                ? VectorFamily.compare(expected, reason)
                : Optional.of(new Mismatch(vector.want().toString(), reason));
    }

    private static Optional<Mismatch> compareValue(VectorCase vector, VectorValues values, @Nullable Object value) {
        JsonNode want = vector.want();
        if (!vector.wantedError().isEmpty() && !want.has("value")) {
            boolean open = vector.unspecified() || vector.wantedError().contains("map[ref.Val]ref.Val");
            return open ? Optional.empty() : Optional.of(new Mismatch(want.toString(), String.valueOf(value)));
        }
        StringBuilder expected = new StringBuilder();
        StringBuilder got = new StringBuilder();
        if (want.has("value")) {
            expected.append(VectorValues.canonical(values.decode(want.get("value")), vector.unordered()));
            got.append(VectorValues.canonical(value, vector.unordered()));
        }
        if (!(vector.unspecified() && value == null) && want.path("matched").isBoolean()) {
            expected.append("; matched ").append(want.get("matched").asBoolean());
            got.append("; matched ").append(Truth.of(value));
        }
        boolean jsonFollowsFromValue = vector.corrected() && want.has("value");
        if (want.has("json") && !jsonFollowsFromValue && !vector.unspecified() && !vector.unordered()) {
            String recorded = want.get("json").asText();
            String json = json(value);
            expected.append("; json ").append(recorded);
            got.append("; json ").append(VectorValues.sayTheSame(recorded, json) ? recorded : json);
        }
        if (want.has("print") && !vector.unspecified() && !vector.unordered()) {
            expected.append("; prints ").append(want.get("print").asText());
            got.append("; prints ").append(printed(value));
        }
        return VectorFamily.compare(expected.toString(), got.toString());
    }

    private static String printed(@Nullable Object value) {
        try {
            Map<String, @Nullable Object> variables = new HashMap<>();
            variables.put("x", value);
            Evaluation text = Template.compile("{{ .x }}").render(Scope.of(variables));
            return text instanceof Evaluation.Value(Object printed) ? String.valueOf(printed) : text.toString();
        } catch (ExpressionSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String json(@Nullable Object value) {
        return switch (JsonEncoder.encode(value)) {
            case Encoded.Text(String json) -> json;
            case Encoded.Unsupported(String reason) -> reason;
        };
    }
}
