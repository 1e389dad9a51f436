package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.expression.Conditions.Operator;
import io.hyperfleet.adapter.engine.task.TaskFile.Condition;
import io.hyperfleet.gotemplate.GoFormat;
import org.jspecify.annotations.Nullable;

/** Whether the value of a structured condition suits its operator. */
final class ConditionRules {

    private final Problems problems;
    private final ExpressionRules expressions;

    ConditionRules(Problems problems, ExpressionRules expressions) {
        this.problems = problems;
        this.expressions = expressions;
    }

    void check(Condition condition) {
        String operator = condition.operator().text();
        String quoted = GoFormat.quote(operator);
        Node value = condition.value();
        if (Operator.named(operator).isEmpty()) {
            return; // told already, and nobody knows what value an unknown operator needs
        }
        if (operator.equals("exists")) {
            if (value != null) {
                add(condition, value, "value/values should not be set for operator " + quoted);
            }
        } else if (value == null) {
            add(condition, null, "value is required for operator " + quoted);
        } else if (isMembership(operator) && !(value instanceof Node.Sequence)) {
            add(condition, value, "value must be a list for operator " + quoted);
        } else if (isOrder(operator) && !(value.value() instanceof Number)) {
            problems.add(Problem.warning(
                            "condition-value",
                            value.place(),
                            condition.path() + ".value",
                            "value must be a number for operator " + quoted + ", so the precondition fails")
                    .withHint(value instanceof Node.Scalar ? "write a number, without quotes" : null));
        }
    }

    /** The field must be a path that can be followed; an empty one is left to the run. */
    void checkField(Condition condition) {
        if (!condition.field().text().isEmpty()) {
            expressions.checkFieldOfVariables(condition.field(), condition.path() + ".field");
        }
    }

    private static boolean isOrder(String operator) {
        return operator.equals("greaterThan") || operator.equals("lessThan");
    }

    private static boolean isMembership(String operator) {
        return operator.equals("in") || operator.equals("notIn");
    }

    private void add(Condition condition, @Nullable Node value, String message) {
        problems.add(Problem.error(
                "condition-value",
                value == null ? condition.operator().place() : value.place(),
                condition.path(),
                message));
    }
}
