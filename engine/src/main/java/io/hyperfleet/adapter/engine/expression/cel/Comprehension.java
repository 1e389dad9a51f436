package io.hyperfleet.adapter.engine.expression.cel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loop that macros such as {@code exists} and {@code map} become: an accumulator, changed once for each element (of a
 * map: each key) as long as the condition holds.
 *
 * @param element the slot of the element's variable
 * @param accumulator the slot of the accumulator
 */
record Comprehension(Node range, int element, int accumulator, Node initial, Node condition, Node step, Node result)
        implements Node {

    @Override
    public @Nullable Object evaluate(Frame frame) {
        Object over = range.evaluate(frame);
        if (over instanceof CelError) {
            return over;
        }
        Collection<?> elements;
        switch (over) {
            case List<?> list -> elements = list;
            case Map<?, ?> map -> elements = map.keySet();
            case null, default -> {
                return new CelError("got '" + CelType.goNameOf(over) + "', expected iterable type");
            }
        }
        frame.setLocal(accumulator, initial.evaluate(frame));
        for (Object value : elements) {
            frame.spendStep();
            frame.setLocal(element, Values.adapt(value));
            if (Boolean.FALSE.equals(condition.evaluate(frame))) {
                break;
            }
            frame.setLocal(accumulator, step.evaluate(frame));
        }
        return result.evaluate(frame);
    }

    /**
     * The step, with {@code accumulator + [element]} as an append in place: no other place can see the list, and copying
     * it for each element would cost the square of its length.
     */
    static Node appending(Node step, int accumulator) {
        return switch (step) {
            case Function.Call(Function function, List<Node> arguments)
            when function.name().equals("_+_")
                    && arguments.get(0).equals(new Node.Local(accumulator))
                    && arguments.get(1) instanceof Construction.ListLiteral added -> new Append(accumulator, added);
            case Attribute.Conditional(Node condition, Attribute.Relative then, Attribute otherwise)
            when then.qualifiers().isEmpty() ->
                new Attribute.Conditional(
                        condition,
                        new Attribute.Relative(appending(then.operand(), accumulator), List.of()),
                        otherwise);
            default -> step;
        };
    }

    /** Adds elements to the list in the accumulator. */
    private record Append(int accumulator, Construction.ListLiteral added) implements Node {

        @Override
        @SuppressWarnings("unchecked") // the list was made by the literal with which the comprehension begins
        public @Nullable Object evaluate(Frame frame) {
            Object list = frame.local(accumulator);
            if (!(list instanceof ArrayList<?>)) {
                return list;
            }
            Object elements = added.evaluate(frame);
            if (elements instanceof CelError) {
                return elements;
            }
            ((ArrayList<@Nullable Object>) list).addAll((List<?>) elements);
            return list;
        }
    }
}
