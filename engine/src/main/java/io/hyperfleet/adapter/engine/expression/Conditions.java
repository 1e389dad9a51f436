package io.hyperfleet.adapter.engine.expression;

import io.hyperfleet.adapter.engine.value.Equality;
import io.hyperfleet.adapter.engine.value.Numbers;
import io.hyperfleet.gotemplate.GoFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Structured conditions (field, operator, value), all of which must hold. Immutable and shared. */
public final class Conditions {

    private final List<Condition> conditions;

    private Conditions(List<Condition> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /** One condition: the value is null for {@code exists}. */
    public record Condition(
            FieldPath field, Operator operator, @Nullable Object value) {}

    /** The comparisons there are; {@link #text} is how a task file writes them. */
    public enum Operator {
        EQUALS("equals"),
        NOT_EQUALS("notEquals"),
        IN("in"),
        NOT_IN("notIn"),
        CONTAINS("contains"),
        GREATER_THAN("greaterThan"),
        LESS_THAN("lessThan"),
        EXISTS("exists");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /** The operator a task file means; empty when there is none of that name. */
        public static Optional<Operator> named(String text) {
            return Arrays.stream(values())
                    .filter(operator -> operator.text.equals(text))
                    .findFirst();
        }
    }

    /** What the conditions amount to. */
    public sealed interface Verdict {

        /** All hold. */
        record Met() implements Verdict {}

        /** Some do not: one entry each, {@code <field> <operator> <expected> (actual: <actual>)}. */
        record NotMet(List<String> details) implements Verdict {}

        /** An operator cannot work on its operands. */
        record Failed(String reason) implements Verdict {}
    }

    public static Conditions of(List<Condition> conditions) {
        return new Conditions(conditions);
    }

    public List<Condition> all() {
        return conditions;
    }

    /** Looks at all conditions, in order; what a field path does not find counts as null. */
    public Verdict evaluate(Scope scope) {
        List<String> details = new ArrayList<>();
        for (Condition condition : conditions) {
            Object actual = condition.field.evaluate(scope) instanceof Evaluation.Value(Object value) ? value : null;
            try {
                if (!holds(condition.operator, actual, condition.value)) {
                    details.add(condition.field.text() + " " + condition.operator.text + " "
                            + GoFormat.value(condition.value) + " (actual: " + GoFormat.value(actual) + ")");
                }
            } catch (OperandException e) {
                return new Verdict.Failed(String.valueOf(e.getMessage()));
            }
        }
        return details.isEmpty() ? new Verdict.Met() : new Verdict.NotMet(List.copyOf(details));
    }

    /** An operand that an operator cannot work on; never leaves this class. */
    private static final class OperandException extends Exception {

        private static final long serialVersionUID = 1L;

        OperandException(String message) {
            super(message, null, false, false);
        }
    }

    private static boolean holds(Operator operator, @Nullable Object actual, @Nullable Object expected)
            throws OperandException {
        return switch (operator) {
            case EQUALS -> Equality.equal(actual, expected);
            case NOT_EQUALS -> !Equality.equal(actual, expected);
            case IN -> isIn(actual, expected);
            case NOT_IN -> !isIn(actual, expected);
            case CONTAINS -> contains(actual, expected);
            case GREATER_THAN -> number(actual, "field") > number(expected, "comparison");
            case LESS_THAN -> number(actual, "field") < number(expected, "comparison");
            case EXISTS -> exists(actual);
        };
    }

    private static boolean isIn(@Nullable Object actual, @Nullable Object expected) throws OperandException {
        return switch (expected) {
            case null -> throw new OperandException("expected list cannot be nil");
            case List<?> list -> list.stream().anyMatch(element -> Equality.equal(actual, element));
            default ->
                throw new OperandException("expected list to be a slice or array, got " + kindOfLiteral(expected));
        };
    }

    private static boolean contains(@Nullable Object actual, @Nullable Object needle) throws OperandException {
        if (actual == null) {
            throw new OperandException("fieldValue cannot be nil");
        }
        if (needle == null) {
            throw new OperandException("needle cannot be nil");
        }
        return switch (actual) {
            case String text when needle instanceof String part -> text.contains(part);
            case String _ -> throw new OperandException("needle must be a string when field is a string");
            case List<?> list -> list.stream().anyMatch(element -> Equality.equal(element, needle));
            case Map<?, ?> map when needle instanceof String key -> map.containsKey(key);
            case Map<?, ?> map ->
                throw new OperandException(
                        "needle type " + typeOfLiteral(needle) + " not compatible with map key type string");
            default -> throw new OperandException("contains operator requires string, slice, array, or map field type");
        };
    }

    /** A duration counts as its nanoseconds. */
    private static double number(@Nullable Object value, String role) throws OperandException {
        if (value instanceof Duration duration) {
            return duration.toNanos();
        }
        if (value == null || !Numbers.isNumber(value)) {
            throw new OperandException("failed to convert " + role + " value to number: cannot convert "
                    + GoFormat.typeName(value) + " to float64");
        }
        return Numbers.toDouble(value);
    }

    private static boolean exists(@Nullable Object actual) {
        return switch (actual) {
            case null -> false;
            case String text -> !text.isBlank();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** A literal's Go type: an integer of a task file is an {@code int}. */
    private static String typeOfLiteral(Object value) {
        return value instanceof Long ? "int" : GoFormat.typeName(value);
    }

    private static String kindOfLiteral(Object value) {
        return switch (value) {
            case Map<?, ?> map -> "map";
            case String _ -> "string";
            case Boolean bool -> "bool";
            case Long _ -> "int";
            case Double _ -> "float64";
            default -> "struct";
        };
    }
}
