package io.hyperfleet.adapter.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldPathTest {

    private static final Map<String, Object> ANSWER = Map.of(
            "name",
            "ocean",
            "blank",
            "  ",
            "labels",
            Map.of("hyperfleet.io/generation", "5"),
            "items",
            List.of(Map.of("type", "a", "n", 1.0), Map.of("type", "b", "n", 2.0)));

    @Test
    void severalHitsAreAListAndOneIsItself() {
        assertThat(find("items[*].type")).isEqualTo(new Evaluation.Value(List.of("a", "b")));
        assertThat(find("{.items[?(@.type=='b')].n}")).isEqualTo(new Evaluation.Value(2.0));
    }

    @Test
    void aBackslashProtectsADot() {
        assertThat(find("labels.hyperfleet\\.io/generation")).isEqualTo(new Evaluation.Value("5"));
    }

    @Test
    void blankTextIsNull() {
        assertThat(find("blank")).isEqualTo(new Evaluation.Value(null));
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThat(find("status.phase"))
                .isEqualTo(new Evaluation.Failure("failed to execute JSONPath: status is not found"));
    }

    @Test
    void aMistakeOfSyntaxQuotesThePath() {
        assertThatThrownBy(() -> FieldPath.compile("items["))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessage("invalid field path 'items[': unterminated array");
    }

    @Test
    void noPathMakesItCrash() {
        Random random = new Random(11);
        List<String> pieces = List.of(
                "{",
                "}",
                ".",
                "..",
                "[",
                "]",
                "*",
                "items",
                "n",
                "type",
                "?(",
                "@",
                "$",
                "==",
                "'a'",
                ")",
                "1",
                "-1",
                ":",
                ",",
                "\\",
                "\"",
                " ",
                "range",
                "end",
                "9999999999",
                "!=",
                "<",
                "'",
                "true");
        List<String> thrown = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            StringBuilder path = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--) {
                path.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                assertThat(FieldPath.compile(path.toString()).evaluate(ANSWER)).isNotNull();
            } catch (ExpressionSyntaxException expected) {
                assertThat(expected.column()).isPositive();
            } catch (RuntimeException e) {
                thrown.add(path + ": " + e);
            }
        }
        assertThat(thrown).isEmpty();
    }

    private static Evaluation find(String path) {
        try {
            return FieldPath.compile(path).evaluate(ANSWER);
        } catch (ExpressionSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
