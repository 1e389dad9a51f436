package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.expression.Template;
import java.util.Optional;
import java.util.Set;

/** Templates with the adapter's functions: the text they render, or why they do not. */
public final class TemplateFamily implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of("template");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        if (vector.unspecified()) {
            return Optional.empty();
        }
        String expected = vector.wantedError().isEmpty()
                ? String.valueOf(values.decode(vector.want().path("text")))
                : vector.want().path("stage").asText() + " " + vector.wantedError();
        String got = render(text(vector.in()), Scope.of(values.map(vector.in().path("data"))));
        return VectorFamily.compare(
                GoFormatFamily.withOneIntegerType(expected), GoFormatFamily.withOneIntegerType(got));
    }

    private static String text(JsonNode in) {
        if (!in.has("templateRepeat")) {
            return in.path("template").asText();
        }
        JsonNode parts = in.get("templateRepeat");
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

    private static String render(String text, Scope scope) {
        try {
            return switch (Template.compile(text).render(scope)) {
                case Evaluation.Value(Object value) -> String.valueOf(value);
                case Evaluation.Failure(String reason) -> "exec " + reason;
            };
        } catch (ExpressionSyntaxException e) {
            return "parse " + e.getMessage();
        }
    }
}
