package io.hyperfleet.adapter.engine.expression;

import java.util.List;
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

    public Verdict evaluate(Scope scope) {
        return new Verdict.Failed("not built: " + scope.variables().keySet());
    }
}
