package io.hyperfleet.gotemplate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks through a template's statements once. */
final class Execution {

    private final Map<String, Node.Sequence> definitions;
    private final ExecutionState state;
    private final Evaluator evaluator;

    private Execution(Map<String, Node.Sequence> definitions, ExecutionState state) {
        this.definitions = definitions;
        this.state = state;
        this.evaluator = new Evaluator(state);
    }

    static String run(
            SourceText source,
            Map<String, Node.Sequence> definitions,
            Node.Sequence root,
            TemplateLimits limits,
            @Nullable Object data)
            throws TemplateExecutionException {
        Slot dot = Slot.of(data);
        ExecutionState state = new ExecutionState(source, limits, dot);
        new Execution(definitions, state).walk(dot, root);
        return GoText.normalize(state.out.toString());
    }

    /** How a statement ended. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private Flow walk(Slot dot, Node.Sequence sequence) throws TemplateExecutionException {
        List<Node.Statement> statements = sequence.statements();
        for (int i = 0; i < statements.size(); i++) {
            Flow flow = walk(dot, statements.get(i));
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow walk(Slot dot, Node.Statement statement) throws TemplateExecutionException {
        state.at(statement);
        state.step();
        switch (statement) {
            case Node.Text text -> state.append(text.text());
            case Node.Action action -> act(dot, action);
            case Node.If branch -> {
                return choose(dot, branch);
            }
            case Node.With branch -> {
                return choose(dot, branch);
            }
            case Node.Range range -> {
                return range(dot, range);
            }
            case Node.Call call -> call(dot, call);
            case Node.Break _ -> {
                return Flow.BREAK;
            }
            case Node.Continue _ -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.NEXT;
    }

    private void act(Slot dot, Node.Action action) throws TemplateExecutionException {
        Object value = evaluator.pipeline(dot, action.pipeline());
        if (!action.pipeline().declared().isEmpty()) {
            return;
        }
        state.at(action);
        if (value == null) {
            state.append("<no value>");
            return;
        }
        if (value instanceof GoFunction) {
            throw state.error("can't print " + action + " of type " + GoType.nameOf(value));
        }
        try {
            Printer.appendValue(state.out, value, state.limits.maxOutputLength());
        } catch (Printer.TooLongException _) {
            throw state.outputTooLong();
        }
    }

    private Flow choose(Slot dot, Node.If branch) throws TemplateExecutionException {
        int mark = state.mark();
        boolean holds = GoType.isTrue(evaluator.pipeline(dot, branch.pipeline()));
        Flow flow = holds ? walk(dot, branch.body()) : otherwise(dot, branch.otherwise());
        state.release(mark);
        return flow;
    }

    private Flow choose(Slot dot, Node.With branch) throws TemplateExecutionException {
        int mark = state.mark();
        Object value = evaluator.pipeline(dot, branch.pipeline());
        Flow flow = GoType.isTrue(value) ? walk(Slot.of(value), branch.body()) : otherwise(dot, branch.otherwise());
        state.release(mark);
        return flow;
    }

    private Flow otherwise(Slot dot, Node.@Nullable Sequence sequence) throws TemplateExecutionException {
        return sequence == null ? Flow.NEXT : walk(dot, sequence);
    }

    private void call(Slot dot, Node.Call call) throws TemplateExecutionException {
        Node.Sequence body = definitions.get(call.name());
        if (body == null) {
            throw state.error("template " + GoQuote.quote(call.name(), false) + " not defined");
        }
        state.checkDepth();
        Node.Pipeline pipeline = call.pipeline();
        Slot argument = Slot.of(pipeline == null ? null : evaluator.pipeline(dot, pipeline));
        ExecutionState.Frame caller = state.enter(call.name(), argument);
        walk(argument, body);
        state.leave(caller);
    }

    private Flow range(Slot dot, Node.Range range) throws TemplateExecutionException {
        int mark = state.mark();
        Object value = evaluator.pipeline(dot, range.pipeline());
        boolean ran = iterate(range, value);
        Flow flow = ran ? Flow.NEXT : otherwise(dot, range.otherwise());
        state.release(mark);
        return flow;
    }

    /** Runs the body for each element; false if there was none. */
    private boolean iterate(Node.Range range, @Nullable Object value) throws TemplateExecutionException {
        return switch (value) {
            case null -> false;
            case List<?> list -> over(range, list);
            case Map<?, ?> map -> over(range, map);
            case byte[] bytes -> over(range, bytes);
            default -> count(range, value);
        };
    }

    private boolean over(Node.Range range, List<?> list) throws TemplateExecutionException {
        long index = 0;
        for (Object element : list) {
            if (iteration(range, index++, Slot.element(element)) == Flow.BREAK) {
                break;
            }
        }
        return !list.isEmpty();
    }

    private boolean over(Node.Range range, Map<?, ?> map) throws TemplateExecutionException {
        for (Map.Entry<?, ?> entry : GoMaps.sorted(map)) {
            if (iteration(range, entry.getKey(), Slot.element(entry.getValue())) == Flow.BREAK) {
                break;
            }
        }
        return !map.isEmpty();
    }

    private boolean over(Node.Range range, byte[] bytes) throws TemplateExecutionException {
        for (int i = 0; i < bytes.length; i++) {
            if (iteration(range, (long) i, Slot.of(new Uint8(bytes[i] & 0xFF))) == Flow.BREAK) {
                break;
            }
        }
        return bytes.length > 0;
    }

    /** A range over an integer: from 0, each of the integer's own type. */
    private boolean count(Node.Range range, Object value) throws TemplateExecutionException {
        GoType type = GoType.of(value);
        boolean unsigned = type.kind() == GoType.Kind.UINT;
        if (!unsigned && type.kind() != GoType.Kind.INT) {
            String shown =
                    value instanceof Double number ? GoNumbers.formatFloat(number, 'g', -1, 64) : GoFormat.value(value);
            throw state.error("range can't iterate over " + shown);
        }
        if (range.pipeline().declared().size() > 1) {
            throw state.error("can't use " + GoFormat.value(value) + " to iterate over more than one variable");
        }
        long end = unsigned ? GoType.toUnsigned(value) : Math.max(0, GoType.toLong(value));
        for (long i = 0; Long.compareUnsigned(i, end) < 0; i++) {
            if (iteration(range, null, Slot.of(type.ofLong(i))) == Flow.BREAK) {
                break;
            }
        }
        return end != 0;
    }

    private Flow iteration(Node.Range range, @Nullable Object index, Slot element) throws TemplateExecutionException {
        state.step();
        int mark = state.mark();
        List<Node.Variable> declared = range.pipeline().declared();
        boolean hasIndex = declared.size() > 1;
        if (range.pipeline().assigns()) {
            if (hasIndex) {
                state.assign(declared.getFirst().name(), Slot.of(index));
            }
            state.assign(declared.getLast().name(), element);
        } else if (!declared.isEmpty()) {
            state.assignTop(1, element);
            if (hasIndex) {
                state.assignTop(2, Slot.of(index));
            }
        }
        Flow flow = walk(element, range.body());
        state.release(mark);
        return flow;
    }
}
