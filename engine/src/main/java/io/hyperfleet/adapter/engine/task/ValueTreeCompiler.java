package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Entry;
import io.hyperfleet.adapter.engine.document.Node.Mapping;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Node.Sequence;
import io.hyperfleet.adapter.engine.document.YamlKeyOrder;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.task.ValueTree.Computed;
import io.hyperfleet.adapter.engine.task.ValueTree.Constant;
import io.hyperfleet.adapter.engine.task.ValueTree.Field;
import io.hyperfleet.adapter.engine.task.ValueTree.Fields;
import io.hyperfleet.adapter.engine.task.ValueTree.Found;
import io.hyperfleet.adapter.engine.task.ValueTree.Items;
import io.hyperfleet.adapter.engine.task.ValueTree.Text;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Compiles YAML nodes into {@link ValueTree}s. */
final class ValueTreeCompiler {

    private final TextCompiler texts;
    private final boolean valueDefinitions;

    /**
     * @param valueDefinitions whether a map can stand for a computed value, as in payloads
     */
    ValueTreeCompiler(TextCompiler texts, boolean valueDefinitions) {
        this.texts = texts;
        this.valueDefinitions = valueDefinitions;
    }

    /**
     * Compiles an object. It is never a computed value itself, whatever its keys are called. The keys of a manifest are
     * rendered in the order in which the original writes them out: of several templates that fail, the same one is told.
     */
    ValueTree compileObject(Mapping mapping) {
        List<Entry> entries = new ArrayList<>(mapping.entries());
        if (!valueDefinitions) {
            entries.sort((left, right) ->
                    YamlKeyOrder.compare(left.key().value(), right.key().value()));
        }
        List<Field> fields = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            fields.add(new Field(compileKey(entry.key()), entry.key().place(), compile(entry.value())));
        }
        return new Fields(List.copyOf(fields));
    }

    private ValueTree compile(Node node) {
        if (node instanceof Mapping mapping) {
            Optional<ValueDefinition> definition = valueDefinitions ? ValueDefinition.of(mapping) : Optional.empty();
            return definition.isPresent() ? compileDefinition(definition.get()) : compileObject(mapping);
        }
        if (node instanceof Sequence sequence) {
            return new Items(sequence.items().stream().map(this::compile).toList());
        }
        return node instanceof Scalar scalar && scalar.value() instanceof String text && text.contains("{{")
                ? new Text(texts.template(scalar))
                : new Constant(node.value());
    }

    /** A key that is no text becomes the text that Go prints for it. */
    private Template compileKey(Node key) {
        return key instanceof Scalar scalar && scalar.value() instanceof String
                ? texts.template(scalar)
                : texts.constant(GoFormat.value(key.value()));
    }

    private ValueTree compileDefinition(ValueDefinition definition) {
        Scalar expression = definition.expression();
        Scalar field = definition.field();
        if (expression != null && field != null) {
            texts.refuseBoth(field);
        }
        return expression != null
                ? new Computed(texts.expression(expression), definition.defaultValue())
                : new Found(texts.fieldPath(Objects.requireNonNull(field)), definition.defaultValue());
    }
}
