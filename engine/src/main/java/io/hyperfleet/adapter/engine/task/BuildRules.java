package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.task.TaskFile.Payload;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.List;

/** Finds the templates, expressions and field paths in the content of a payload. */
final class BuildRules {

    private final TemplateRules templates;
    private final ExpressionRules expressions;
    private final Warner warner;

    BuildRules(TemplateRules templates, ExpressionRules expressions, Warner warner) {
        this.templates = templates;
        this.expressions = expressions;
        this.warner = warner;
    }

    /** The texts of a map, which are templates; a build that is no map is passed through as it is. */
    void checkTemplates(Payload payload) {
        if (payload.build() instanceof Node.Mapping) {
            checkTemplates(payload.build(), path(payload), payload.fromFile(), true);
        }
    }

    private void checkTemplates(Node node, String path, boolean fromFile, boolean top) {
        switch (node) {
            case Node.Mapping mapping when !top && isValueDefinition(mapping) -> {
                // Nothing in it is a template: expression and field are what they are, the default is taken as written.
            }
            case Node.Mapping mapping -> {
                if (!top) {
                    warnOfMisspeltDefinition(mapping, path);
                }
                for (Node.Entry entry : mapping.entries()) {
                    if (entry.key() instanceof Scalar key) {
                        templates.warn(key, path);
                    }
                    checkTemplates(entry.value(), path + "." + keyOf(entry), fromFile, false);
                }
            }
            case Node.Sequence list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    checkTemplates(list.items().get(i), path + "[" + i + "]", fromFile, false);
                }
            }
            case Scalar text when fromFile -> templates.warn(text, path);
            case Scalar text -> {
                templates.check(text, path);
                templates.warnOfSecrets(text, path);
            }
        }
    }

    /** A map of nothing but a key that is nearly one of a value definition, and perhaps a default. */
    private void warnOfMisspeltDefinition(Node.Mapping mapping, String path) {
        List<Node.Entry> others = mapping.entries().stream()
                .filter(entry -> !keyOf(entry).equals("default"))
                .toList();
        if (others.size() == 1
                && others.getFirst().key() instanceof Scalar key
                && others.getFirst().value() instanceof Scalar) {
            Suggestions.didYouMean(key.text(), List.of("expression", "field"))
                    .ifPresent(hint -> warner.warn(
                            "unknown-key",
                            key,
                            path,
                            "this is no value to be computed: " + GoFormat.quote(key.text()) + " is passed on as it is",
                            hint));
        }
    }

    /** Every text under a key {@code expression}, at any depth, and the field paths of value definitions. */
    void checkExpressions(Payload payload) {
        checkExpressions(payload.build(), path(payload), true);
    }

    private void checkExpressions(Node node, String path, boolean top) {
        switch (node) {
            case Node.Mapping mapping -> {
                for (Node.Entry entry : mapping.entries()) {
                    checkEntry(entry, path, top);
                }
            }
            case Node.Sequence list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    checkExpressions(list.items().get(i), path + "[" + i + "]", false);
                }
            }
            case Scalar _ -> {
                // A text by itself is no expression.
            }
        }
    }

    private void checkEntry(Node.Entry entry, String path, boolean top) {
        String key = keyOf(entry);
        String entryPath = path + "." + key;
        if (!(entry.value() instanceof Scalar text)) {
            checkExpressions(entry.value(), entryPath, false);
        } else if (text.value() instanceof String written && !written.isEmpty()) {
            if (key.equals("expression")) {
                expressions.check(text, entryPath, ExpressionRules.Use.VALUE);
            } else if (key.equals("field") && !top) {
                expressions.checkFieldOfVariables(text, entryPath);
            }
        }
    }

    /** A map with an expression or a field stands for a value. */
    private static boolean isValueDefinition(Node.Mapping mapping) {
        return mapping.entries().stream()
                .anyMatch(entry ->
                        (keyOf(entry).equals("expression") || keyOf(entry).equals("field"))
                                && entry.value() instanceof Scalar text
                                && !text.text().isEmpty());
    }

    private static String keyOf(Node.Entry entry) {
        return entry.key() instanceof Scalar key ? key.text() : "";
    }

    private static String path(Payload payload) {
        return payload.path() + (payload.fromFile() ? ".build_ref" : ".build");
    }
}
