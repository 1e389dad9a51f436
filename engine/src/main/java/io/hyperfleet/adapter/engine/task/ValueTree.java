package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.expression.CelExpression;
import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.FieldPath;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.task.PayloadTemplate.Notice;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Structured data some parts of which are computed for each event. Keys and text leaves are templates, each rendered by
 * itself: what a template yields stays one text and can neither change its type nor add to the structure.
 */
sealed interface ValueTree {

    /** Data that is the same for every event. */
    record Constant(@Nullable Object value) implements ValueTree {}

    record Text(Template template) implements ValueTree {}

    record Items(List<ValueTree> items) implements ValueTree {}

    record Fields(List<Field> fields) implements ValueTree {}

    /**
     * @param defaultValue taken when the expression fails or yields null; null for none
     */
    record Computed(CelExpression expression, @Nullable Object defaultValue) implements ValueTree {}

    /**
     * @param defaultValue taken when nothing is found; null for none
     */
    record Found(FieldPath path, @Nullable Object defaultValue) implements ValueTree {}

    record Field(Template key, Place place, ValueTree value) {}

    /** One building of a tree. */
    final class Building {

        private final Scope templates;
        private final Scope expressions;
        private final List<Notice> notices = new ArrayList<>();

        /**
         * @param templates what templates see
         * @param expressions what expressions and field paths see
         */
        Building(Scope templates, Scope expressions) {
            this.templates = templates;
            this.expressions = expressions;
        }

        List<Notice> notices() {
            return notices;
        }

        @Nullable
        Object build(ValueTree tree) throws BuildingFailed {
            return switch (tree) {
                case Constant(Object value) -> value;
                case Text(Template template) -> render(template);
                case Items(List<ValueTree> items) -> {
                    List<@Nullable Object> list = new ArrayList<>(items.size());
                    for (ValueTree item : items) {
                        list.add(build(item));
                    }
                    yield list;
                }
                case Fields(List<Field> fields) -> buildFields(fields);
                case Computed computed -> evaluate(computed);
                case Found found -> lookUp(found);
            };
        }

        private Map<String, @Nullable Object> buildFields(List<Field> fields) throws BuildingFailed {
            Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(fields.size());
            Map<String, Field> sources = LinkedHashMap.newLinkedHashMap(fields.size());
            for (Field field : fields) {
                String key = renderKey(field);
                Field other = sources.putIfAbsent(key, field);
                if (other != null) {
                    throw new BuildingFailed("the keys '" + other.key().text() + "' (" + other.place() + ") and '"
                            + field.key().text() + "' (" + field.place() + ") are both \"" + key + "\"");
                }
                try {
                    map.put(key, build(field.value()));
                } catch (BuildingFailed failed) {
                    throw failed.inside(field.key().text());
                }
            }
            return map;
        }

        private String renderKey(Field field) throws BuildingFailed {
            try {
                return render(field.key());
            } catch (BuildingFailed failed) {
                throw failed.ofKey(field.key().text());
            }
        }

        private String render(Template template) throws BuildingFailed {
            return switch (template.render(templates)) {
                case Evaluation.Value(Object value) -> String.valueOf(value);
                case Evaluation.Failure(String reason) -> throw new BuildingFailed(reason);
            };
        }

        private @Nullable Object evaluate(Computed computed) {
            String text = computed.expression().text();
            return switch (computed.expression().evaluate(expressions)) {
                case Evaluation.Value(Object value) -> orDefault(value, computed.defaultValue(), text);
                case Evaluation.Failure(String reason) -> {
                    notices.add(new Notice(
                            true, "CEL evaluation failed for " + GoFormat.quote(text.strip()) + ": " + reason));
                    yield orDefault(null, computed.defaultValue(), text);
                }
            };
        }

        private @Nullable Object lookUp(Found found) {
            String text = found.path().text();
            return switch (found.path().evaluate(expressions)) {
                case Evaluation.Value(Object value) -> orDefault(value, found.defaultValue(), text);
                case Evaluation.Failure(String reason) -> {
                    if (found.defaultValue() == null) {
                        notices.add(new Notice(true, "Field '" + text + "' not found in payload: " + reason));
                    }
                    yield orDefault(null, found.defaultValue(), text);
                }
            };
        }

        private @Nullable Object orDefault(@Nullable Object value, @Nullable Object defaultValue, String text) {
            if (value != null || defaultValue == null) {
                return value;
            }
            notices.add(new Notice(false, "Using default value for '" + text + "': " + GoFormat.value(defaultValue)));
            return defaultValue;
        }
    }

    /** Why a tree could not be built, and where in the tree. */
    final class BuildingFailed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String cause;

        BuildingFailed(String cause) {
            this(cause, cause);
        }

        private BuildingFailed(String message, String cause) {
            super(message, null, false, false);
            this.cause = cause;
        }

        BuildingFailed inside(String key) {
            return new BuildingFailed("failed to process value for key '" + key + "': " + getMessage(), cause);
        }

        BuildingFailed ofKey(String key) {
            return new BuildingFailed("failed to render key '" + key + "': " + getMessage(), cause);
        }

        /** The cause alone, without the keys that lead to it. */
        String innermost() {
            return cause;
        }
    }
}
