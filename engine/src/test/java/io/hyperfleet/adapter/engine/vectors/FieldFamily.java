package io.hyperfleet.adapter.engine.vectors;

import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.ExpressionSyntaxException;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import java.util.Optional;
import java.util.Set;

/** Field paths: what they find in a value, and why they find nothing. */
public final class FieldFamily implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of("field");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        FieldPath path;
        try {
            path = FieldPath.compile(vector.in().path("path").asText());
        } catch (ExpressionSyntaxException e) {
            return VectorFamily.compare(vector.wantedError(), String.valueOf(e.getMessage()));
        }
        String expected = vector.want().has("softError")
                ? vector.want().get("softError").asText()
                : VectorValues.canonical(values.decode(vector.want().path("value")), vector.unordered());
        String got = switch (path.evaluate(values.decode(vector.in().path("data")))) {
            case Evaluation.Value(Object value) -> VectorValues.canonical(value, vector.unordered());
            case Evaluation.Failure(String reason) -> reason;
        };
        return VectorFamily.compare(vector.wantedError().isEmpty() ? expected : vector.wantedError(), got);
    }
}
