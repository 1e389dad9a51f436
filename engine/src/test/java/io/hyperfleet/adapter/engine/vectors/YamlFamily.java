package io.hyperfleet.adapter.engine.vectors;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.TypedValues;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.engine.document.YamlWriter;
import io.hyperfleet.adapter.engine.task.TaskShape;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** YAML texts: what is read from them, and how values are written. */
public final class YamlFamily implements VectorFamily {

    private static final String FILE = "vector.yaml";

    @Override
    public Set<String> kinds() {
        return Set.of("yaml");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        String text = vector.in().path("yaml").asText();
        String target = vector.in().path("target").asText();
        return switch (target) {
            case "any" -> any(text, vector, values);
            case "map" -> map(text, vector, values);
            case "task" -> task(text, vector, values);
            case "marshal" ->
                VectorFamily.compare(
                        vector.want().path("text").asText(),
                        YamlWriter.write(
                                YamlWriter.sorted(values.decode(vector.in().path("value")))));
            default -> other(target, vector, values);
        };
    }

    private static Optional<Mismatch> any(String text, VectorCase vector, VectorValues values) {
        try {
            return compareValue(Yaml.read(FILE, text).value(), vector, values);
        } catch (YamlSyntaxException e) {
            return compareSyntaxError(e, vector);
        }
    }

    private static Optional<Mismatch> map(String text, VectorCase vector, VectorValues values) {
        try {
            Node node = Yaml.read(FILE, text);
            Problems problems = new Problems();
            Object object = TypedValues.object(node, problems).orElse(null);
            return problems.hasErrors()
                    ? VectorFamily.compare(vector.wantedError(), TypedValues.errorText(problems.all()))
                    : compareValue(object, vector, values);
        } catch (YamlSyntaxException e) {
            return compareSyntaxError(e, vector);
        }
    }

    private static Optional<Mismatch> task(String text, VectorCase vector, VectorValues values) {
        List<Problem> problems = TaskShape.parsingErrors(text);
        String wanted = vector.wantedError();
        if (!problems.isEmpty()) {
            boolean asWanted = !wanted.isEmpty()
                    && problems.stream().map(Problem::originalText).allMatch(wanted::contains);
            return asWanted
                    ? Optional.empty()
                    : Optional.of(new Mismatch(vector.want().toString(), problems.toString()));
        }
        return VectorFamily.compare(
                VectorValues.canonical(TaskShape.of(values.decode(vector.want().path("value"))), false),
                VectorValues.canonical(TaskShape.read(text), false));
    }

    private static Optional<Mismatch> other(String target, VectorCase vector, VectorValues values) {
        for (YamlTarget reader : ServiceLoader.load(YamlTarget.class)) {
            if (reader.name().equals(target)) {
                return reader.replay(vector, values);
            }
        }
        return Optional.of(new Mismatch("a reader of " + target, "none on the class path"));
    }

    private static Optional<Mismatch> compareValue(@Nullable Object value, VectorCase vector, VectorValues values) {
        if (!vector.wantedError().isEmpty()) {
            return Optional.of(new Mismatch(vector.wantedError(), String.valueOf(value)));
        }
        return VectorFamily.compare(
                VectorValues.canonical(values.decode(vector.want().path("value")), false),
                VectorValues.canonical(value, false));
    }

    /** What the parser says is nobody's contract; that it refuses is. */
    private static Optional<Mismatch> compareSyntaxError(YamlSyntaxException e, VectorCase vector) {
        return vector.wantedError().isEmpty()
                ? Optional.of(new Mismatch(vector.want().toString(), String.valueOf(e.getMessage())))
                : Optional.empty();
    }
}
