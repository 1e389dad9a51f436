package io.hyperfleet.gotemplate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a template reads from its data. Followed are {@code .} and {@code $} as long as they are the root itself, also
 * into templates called with it; not followed are values that pass through variables, {@code with} or {@code range}.
 */
final class FieldReferences {

    private final SourceText source;
    private final Map<String, Node.Sequence> definitions;
    private final List<FieldReference> found = new ArrayList<>();
    private final Set<String> called = new HashSet<>();

    private FieldReferences(SourceText source, Map<String, Node.Sequence> definitions) {
        this.source = source;
        this.definitions = definitions;
    }

    static List<FieldReference> of(SourceText source, Map<String, Node.Sequence> definitions) {
        FieldReferences references = new FieldReferences(source, definitions);
        references.template(source.name());
        return List.copyOf(references.found);
    }

    private void template(String name) {
        Node.Sequence body = definitions.get(name);
        if (body != null && called.add(name)) {
            sequence(body, true);
        }
    }

    private void sequence(Node.@Nullable Sequence sequence, boolean dotIsRoot) {
        if (sequence == null) {
            return;
        }
        for (Node.Statement statement : sequence.statements()) {
            statement(statement, dotIsRoot);
        }
    }

    private void statement(Node.Statement statement, boolean dotIsRoot) {
        switch (statement) {
            case Node.Text _, Node.Break _, Node.Continue _ -> {
                // read nothing
            }
            case Node.Action action -> pipeline(action.pipeline(), dotIsRoot);
            case Node.If branch -> {
                pipeline(branch.pipeline(), dotIsRoot);
                sequence(branch.body(), dotIsRoot);
                sequence(branch.otherwise(), dotIsRoot);
            }
            case Node.With branch -> {
                pipeline(branch.pipeline(), dotIsRoot);
                sequence(branch.body(), isRoot(branch.pipeline(), dotIsRoot));
                sequence(branch.otherwise(), dotIsRoot);
            }
            case Node.Range range -> {
                pipeline(range.pipeline(), dotIsRoot);
                sequence(range.body(), false);
                sequence(range.otherwise(), dotIsRoot);
            }
            case Node.Call call -> {
                Node.Pipeline pipeline = call.pipeline();
                if (pipeline != null) {
                    pipeline(pipeline, dotIsRoot);
                    if (isRoot(pipeline, dotIsRoot)) {
                        template(call.name());
                    }
                }
            }
        }
    }

    private void pipeline(Node.Pipeline pipeline, boolean dotIsRoot) {
        for (Node.Command command : pipeline.commands()) {
            List<Node.Operand> operands = command.operands();
            int indexed = indexedByName(operands, dotIsRoot);
            for (Node.Operand operand : operands.subList(indexed, operands.size())) {
                operand(operand, dotIsRoot);
            }
        }
    }

    private void operand(Node.Operand operand, boolean dotIsRoot) {
        switch (operand) {
            case Node.Field field -> {
                if (dotIsRoot) {
                    add(field.path(), field.start(), field.end());
                }
            }
            case Node.Variable variable -> {
                if (variable.name().equals("$") && !variable.path().isEmpty()) {
                    add(variable.path(), variable.start(), variable.end());
                }
            }
            case Node.Pipeline inner -> pipeline(inner, dotIsRoot);
            case Node.Chain chain -> operand(chain.operand(), dotIsRoot);
            case Node.Identifier _, Node.Dot _, Node.Nil _, Node.Bool _, Node.Literal _, Node.NumericLiteral _ -> {
                // read nothing
            }
        }
    }

    /** Reports {@code index . "a" "b"}; the number of operands dealt with. */
    private int indexedByName(List<Node.Operand> operands, boolean dotIsRoot) {
        boolean index = operands.getFirst() instanceof Node.Identifier name && name.function() == Builtin.INDEX;
        if (!index || operands.size() < 3) {
            return 0;
        }
        Node.Operand container = operands.get(1);
        List<String> path = new ArrayList<>();
        int start = container.position();
        switch (container) {
            case Node.Dot _ -> {
                if (!dotIsRoot) {
                    return 0;
                }
            }
            case Node.Field field -> {
                if (!dotIsRoot) {
                    return 0;
                }
                path.addAll(field.path());
                start = field.start();
            }
            case Node.Variable variable -> {
                if (!variable.name().equals("$")) {
                    return 0;
                }
                path.addAll(variable.path());
                start = variable.start();
            }
            case Node.Pipeline _,
                    Node.Chain _,
                    Node.Identifier _,
                    Node.Nil _,
                    Node.Bool _,
                    Node.Literal _,
                    Node.NumericLiteral _ -> {
                return 0;
            }
        }
        int next = 2;
        int end = start;
        while (next < operands.size() && operands.get(next) instanceof Node.Literal key) {
            path.add(key.text());
            end = key.end();
            next++;
        }
        if (next == 2) {
            return 0;
        }
        add(path, start, end);
        return next;
    }

    private static boolean isRoot(Node.Pipeline pipeline, boolean dotIsRoot) {
        if (pipeline.commands().size() != 1
                || pipeline.commands().getFirst().operands().size() != 1) {
            return false;
        }
        Node.Operand operand = pipeline.commands().getFirst().operands().getFirst();
        if (operand instanceof Node.Variable variable) {
            return variable.name().equals("$") && variable.path().isEmpty();
        }
        return dotIsRoot && operand instanceof Node.Dot;
    }

    private void add(List<String> path, int start, int end) {
        found.add(new FieldReference(path, source.line(start), source.column(start), end - start));
    }
}
