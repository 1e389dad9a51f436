package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Entry;
import io.hyperfleet.adapter.engine.document.Node.Mapping;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map inside a payload that stands for a computed value: it has an {@code expression} or a {@code field} that is a
 * single, non-empty value of any type. Other keys than these and {@code default} count for nothing. In a correct file
 * exactly one of the two is given.
 */
record ValueDefinition(
        @Nullable Scalar field,
        @Nullable Scalar expression,
        @Nullable Object defaultValue) {

    static Optional<ValueDefinition> of(Mapping mapping) {
        Node field = null;
        Node expression = null;
        Object defaultValue = null;
        for (Entry entry : mapping.entries()) {
            Node value = entry.value();
            switch (String.valueOf(entry.key().value())) {
                case "field" -> field = value;
                case "expression" -> expression = value;
                case "default" -> defaultValue = value.value();
                default -> {
                    // No concern of a value definition.
                }
            }
        }
        if (isStructure(field) || isStructure(expression)) {
            return Optional.empty();
        }
        ValueDefinition definition = new ValueDefinition(text(field), text(expression), defaultValue);
        return definition.field == null && definition.expression == null ? Optional.empty() : Optional.of(definition);
    }

    private static boolean isStructure(@Nullable Node node) {
        return node != null && !(node instanceof Scalar);
    }

    private static @Nullable Scalar text(@Nullable Node node) {
        return node instanceof Scalar scalar
                        && !scalar.isNull()
                        && !scalar.text().isEmpty()
                ? scalar
                : null;
    }
}
