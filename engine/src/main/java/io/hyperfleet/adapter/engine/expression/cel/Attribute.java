package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.value.Equality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable or another value, and steps into it. */
sealed interface Attribute extends Node {

    /** The same with one more step. */
    Attribute with(Qualifier qualifier);

    /** Steps into the value of an expression. */
    record Relative(Node operand, List<Qualifier> qualifiers) implements Attribute {

        @Override
        public Attribute with(Qualifier qualifier) {
            return new Relative(operand, append(qualifiers, qualifier));
        }

        @Override
        public @Nullable Object evaluate(Frame frame) {
            Object value = operand.evaluate(frame);
            return value instanceof CelError ? value : follow(frame, value, qualifiers, 0);
        }
    }

    /** {@code condition ? a : b}; steps into it are steps into the branch that is taken. */
    record Conditional(Node condition, Attribute then, Attribute otherwise) implements Attribute {

        @Override
        public Attribute with(Qualifier qualifier) {
            return new Conditional(condition, then.with(qualifier), otherwise.with(qualifier));
        }

        @Override
        public @Nullable Object evaluate(Frame frame) {
            Object value = condition.evaluate(frame);
            if (value instanceof Boolean bool) {
                return bool ? then.evaluate(frame) : otherwise.evaluate(frame);
            }
            return value instanceof CelError ? value : CelError.NO_SUCH_OVERLOAD;
        }
    }

    /**
     * A variable and steps into it. Because a variable may have dots in its name, {@code a.b.c} is first looked for as
     * {@code a.b.c}, then as member {@code c} of {@code a.b}, then as member {@code b.c} of {@code a}.
     *
     * @param names the possible names of the variable, the longest first; each has one qualifier more than the one before
     */
    record Variable(List<String> names, List<Qualifier> qualifiers) implements Attribute {

        static Variable named(String name) {
            return new Variable(List.of(name), List.of());
        }

        @Override
        public Attribute with(Qualifier qualifier) {
            String member = qualifier.literalName();
            boolean namesOnly = names.size() == qualifiers.size() + 1;
            if (member == null || !namesOnly) {
                return new Variable(names, append(qualifiers, qualifier));
            }
            List<String> longer = new ArrayList<>();
            longer.add(names.getFirst() + "." + member);
            longer.addAll(names);
            return new Variable(List.copyOf(longer), append(qualifiers, qualifier));
        }

        @Override
        public @Nullable Object evaluate(Frame frame) {
            int literalSteps = names.size() - 1;
            for (int i = 0; i < names.size(); i++) {
                int taken = literalSteps - i;
                Object value = frame.variable(names.get(i));
                if (!Equality.isAbsent(value)) {
                    return follow(frame, value, qualifiers, taken);
                }
                CelType type = taken == qualifiers.size() ? CelType.named(names.get(i)) : null;
                if (type != null) {
                    return type;
                }
            }
            return new CelError("no such attribute(s): " + names.getFirst(), true);
        }
    }

    private static List<Qualifier> append(List<Qualifier> qualifiers, Qualifier last) {
        List<Qualifier> result = new ArrayList<>(qualifiers);
        result.add(last);
        return List.copyOf(result);
    }

    /**
     * Takes the steps from an index on. After an optional step, or from an optional on, whatever is missing gives none,
     * and what is found is wrapped.
     */
    private static @Nullable Object follow(Frame frame, @Nullable Object start, List<Qualifier> steps, int from) {
        if (from == steps.size()) {
            return start;
        }
        boolean optional = false;
        Object value = start;
        if (value instanceof OptionalValue wrapped) {
            if (!wrapped.present()) {
                return steps.getLast().presenceTest() ? (Object) false : OptionalValue.NONE;
            }
            optional = true;
            value = wrapped.value();
        }
        for (int i = from; i < steps.size(); i++) {
            Qualifier step = steps.get(i);
            optional |= step.optional();
            value = step.apply(frame, value, optional);
            if (value instanceof CelError) {
                return value;
            }
            if (step.presenceTest()) {
                return !Equality.isAbsent(value);
            }
            if (Equality.isAbsent(value)) {
                return steps.getLast().presenceTest() ? (Object) false : OptionalValue.NONE;
            }
        }
        return optional ? OptionalValue.of(value) : value;
    }
}
