package io.hyperfleet.adapter.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.expression.Conditions.Condition;
import io.hyperfleet.adapter.engine.expression.Conditions.Operator;
import io.hyperfleet.adapter.engine.expression.Conditions.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Scope SCOPE = Scope.of(Map.of("generation", 3.0, "phase", "Ready", "tags", List.of("a", 1L)));

    @Test
    void numbersAreEqualByValueWhateverTheirType() {
        assertThat(evaluate(condition("generation", Operator.EQUALS, 3L))).isEqualTo(new Verdict.Met());
        assertThat(evaluate(condition("generation", Operator.IN, List.of(3L)))).isEqualTo(new Verdict.Met());
        assertThat(evaluate(condition("tags", Operator.CONTAINS, 1.0))).isEqualTo(new Verdict.Met());
    }

    @Test
    void everyConditionThatDoesNotHoldIsToldWithItsActualValue() {
        assertThat(evaluate(
                        condition("phase", Operator.EQUALS, "Failed"),
                        condition("generation", Operator.GREATER_THAN, 2L),
                        condition("zone", Operator.EXISTS, null)))
                .isEqualTo(new Verdict.NotMet(
                        List.of("phase equals Failed (actual: Ready)", "zone exists <nil> (actual: <nil>)")));
    }

    @Test
    void anOperandThatCannotBeComparedFails() {
        assertThat(evaluate(condition("phase", Operator.LESS_THAN, 2L)))
                .isEqualTo(new Verdict.Failed(
                        "failed to convert field value to number: cannot convert string to float64"));
    }

    private static Condition condition(String field, Operator operator, @Nullable Object value) {
        try {
            return new Condition(FieldPath.compile(field), operator, value);
        } catch (ExpressionSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Verdict evaluate(Condition... conditions) {
        return Conditions.of(List.of(conditions)).evaluate(SCOPE);
    }
}
