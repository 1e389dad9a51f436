package io.hyperfleet.adapter.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionTest {

    private static final Map<String, @Nullable Object> CLUSTER = cluster();

    private static Map<String, @Nullable Object> cluster() {
        Map<String, @Nullable Object> spec = new HashMap<>();
        spec.put("replicas", 3.0);
        spec.put("region", null);
        Map<String, @Nullable Object> result = new HashMap<>();
        result.put("spec", spec);
        result.put(
                "conditions",
                List.of(Map.of("type", "Ready", "status", "True", "last_transition_time", "2026-01-01T00:00:00Z")));
        return result;
    }

    @Test
    void aBlankExpressionIsTrue() {
        assertThat(value(" \n")).isEqualTo(true);
    }

    @Test
    void aMissingKeyIsReportedOnceWithTheExpression() {
        assertThat(failure("cluster.spec.zone == 'a'"))
                .isEqualTo("CEL evaluation error for expression \"cluster.spec.zone == 'a'\": no such key: zone");
    }

    @Test
    void aMistakeOfSyntaxIsShownBelowItsPlace() {
        assertThatThrownBy(() -> CelExpression.compile("cluster.spec ==\n  "))
                .isInstanceOfSatisfying(
                        ExpressionSyntaxException.class,
                        e -> assertThat(e.column()).isEqualTo(16))
                .hasMessageStartingWith(
                        "CEL parse error for expression \"cluster.spec ==\": failed to parse expression:"
                                + " ERROR: <input>:1:16: Syntax error: mismatched input '<EOF>' expecting")
                .hasMessageEndingWith("\n | cluster.spec ==\n | ...............^");
    }

    @Test
    void aCallThatCanNeverWorkIsRefusedBeforeTheFirstEvent() {
        assertThatThrownBy(() -> CelExpression.compile("dig(cluster)"))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessage("CEL program error for expression \"dig(cluster)\": failed to create program: "
                        + "no such overload: dig(arg)");
    }

    @Test
    void numbersOfDataCompareWithIntegersByValue() {
        assertThat(value("cluster.spec.replicas == 3 && cluster.spec.replicas in [1, 3]"))
                .isEqualTo(true);
    }

    @Test
    void aComputedListIsPlainData() {
        assertThat(value("cluster.conditions.map(c, {'name': c.type})")).isEqualTo(List.of(Map.of("name", "Ready")));
        assertThat(value("cluster.conditions.filter(c, c.type == 'Other')")).isEqualTo(List.of());
    }

    @Test
    void anAbsentOptionalAndCelsNullAreBothNull() {
        assertThat(value("cluster.?zone")).isNull();
        assertThat(value("cluster.spec.region")).isNull();
        assertThat(value("null")).isNull();
    }

    @Test
    void theTimeIsThatOfTheScope() throws ExpressionSyntaxException {
        Scope scope = Scope.of(CLUSTER, InstantSource.fixed(Instant.parse("2026-01-01T00:01:30Z")));

        assertThat(CelExpression.compile("conditionAge(conditions, 'Ready')").evaluate(scope))
                .isEqualTo(new Evaluation.Value(90L));
        assertThat(CelExpression.compile("timestamp(now()) == timestamp('2026-01-01T00:01:30Z')")
                        .evaluate(scope))
                .isEqualTo(new Evaluation.Value(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lists.range(1000).map(a, lists.range(1000).map(b, lists.range(1000).map(c, a + b + c)))",
                "lists.range(9000000000)",
                "lists.range(300000).map(i, lists.range(300000))",
                "lists.range(200000).map(x, 'a').join('').split('').map(x, lists.range(200000))",
                "lists.range(20000).sortBy(x, lists.range(20000).map(y, 'a').join(''))",
                "lists.range(200000).map(x, 'a').join('').matches('(x+x+)+(a|b|ab){900}y')",
                "lists.range(300000).map(x, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa').join('').matches('(a*)*b')",
                "lists.range(3000).map(x, 'a').join('').replace('', lists.range(20000).map(x, 'b').join(''))"
            })
    void noExpressionHoldsTheThread(String expression) {
        long begin = System.nanoTime();

        assertThat(failure(expression)).endsWith("operation cancelled: actual cost limit exceeded");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(((a{100}){100}){100}){100}", "((a{0,40}){0,40})c", "(x{2}){501}"})
    void repetitionsThatMultiplyAreRefusedAsGoDoes(String pattern) {
        assertThat(failure("'x'.matches('" + pattern + "')"))
                .contains("error parsing regexp: invalid repeat count: `{");
    }

    @Test
    void aPatternThatIsLiteralIsCompiledOnceAndNotForEachElement() {
        String pattern = "a{1000}".repeat(90);

        assertThat(value("lists.range(1000).exists(x, ''.matches('" + pattern + "'))"))
                .isEqualTo(false);
        assertThat(failure("['" + pattern + "'].exists(p, lists.range(1000).exists(x, ''.matches(p)))"))
                .as("compiling it 1000 times is too much for one evaluation")
                .endsWith("actual cost limit exceeded");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a),unexpected ): `a)`",
                "a\\\\,trailing backslash at end of expression: ``",
                "\\\\é,invalid escape sequence: `\\é`",
                "(?=a),invalid or unsupported Perl syntax: `(?=`"
            })
    void aMistakeInAPatternIsToldInTheWordsOfGo(String pattern, String words) {
        assertThat(failure("'x'.matches('" + pattern + "')")).endsWith("error parsing regexp: " + words);
    }

    @Test
    void twoGroupsOfAPatternMayHaveOneName() {
        assertThat(value("'xab'.matches('(?P<n>a)(?P<n>b)')")).isEqualTo(true);
    }

    @Test
    void aLargePatternIsRefusedBeforeItTakesMemory() {
        assertThat(failure("'x'.matches('" + "a{1000}".repeat(1000) + "')"))
                .contains("error parsing regexp: expression too large");
    }

    @Test
    void deepDataIsAnErrorNotACrash() throws Exception {
        Map<String, Object> root = new HashMap<>();
        Map<String, Object> inner = root;
        for (int i = 0; i < 100_000; i++) {
            Map<String, Object> next = new HashMap<>();
            inner.put("k", next);
            inner = next;
        }

        assertThat(CelExpression.compile("deep == deep").evaluate(Scope.of(Map.of("deep", root))))
                .isInstanceOf(Evaluation.Failure.class);
    }

    @Test
    void deepNestingIsRefusedInsteadOfExhaustingTheStack() {
        assertThatThrownBy(() -> CelExpression.compile("(".repeat(5000) + "1" + ")".repeat(5000)))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining("recursion limit exceeded");
        assertThatThrownBy(() -> CelExpression.compile("'" + "a".repeat(100_001) + "'"))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining("expression code point size exceeds limit: size: 100003, limit 100000");
    }

    @Test
    void variablesAreToldWithTheirPlaceButNotThoseOfMacros() throws ExpressionSyntaxException {
        CelExpression expression = CelExpression.compile("  resources.job['status'].ready ||\n"
                + "    has(params.x) && items.exists(i, i.name == resources.?work.name)");

        assertThat(expression.variables())
                .containsExactly(
                        new VariableReference(List.of("resources", "job", "status", "ready"), false, 1, 3),
                        new VariableReference(List.of("params", "x"), true, 2, 9),
                        new VariableReference(List.of("items"), false, 2, 22),
                        new VariableReference(List.of("resources", "work", "name"), true, 2, 48));
        assertThat(expression.rootVariables()).containsExactlyInAnyOrder("resources", "params", "items");
    }

    @Test
    void functionsAreToldWithTheirArguments() throws ExpressionSyntaxException {
        CelExpression expression = CelExpression.compile("strings.quote(name).contains('a') && foo(1, 2)");

        assertThat(expression.functions())
                .extracting(FunctionReference::name, FunctionReference::argumentCount)
                .containsExactly(tuple("contains", 2), tuple("strings.quote", 1), tuple("foo", 2));
        assertThat(CelExpression.functionNames())
                .contains("conditionStatus", "strings.quote")
                .doesNotContain("foo");
    }

    @Test
    void noTextMakesItCrash() {
        Random random = new Random(7);
        List<String> pieces = List.of(
                "cluster",
                ".",
                "?",
                "[",
                "]",
                "(",
                ")",
                "{",
                "}",
                ",",
                ":",
                "'a'",
                "1",
                "2.5",
                "3u",
                "null",
                "+",
                "-",
                "*",
                "/",
                "%",
                "<",
                "==",
                "in",
                "&&",
                "||",
                "!",
                " ",
                "x",
                ".map(x, ",
                ".filter(x, ",
                "has(",
                "size(",
                "dig(",
                "string(",
                "timestamp(",
                "'%s'.format(",
                ".spec",
                ".conditions",
                "optional.of(",
                "type(",
                ".orValue(",
                ".sortBy(x, ",
                "toJson(",
                ".matches(",
                "'[('",
                "\\",
                "\"",
                "`");
        List<String> thrown = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("cluster");
            for (int n = random.nextInt(10); n >= 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            String expression = text + ")".repeat(random.nextInt(3));
            try {
                Evaluation ignored = CelExpression.compile(expression).evaluate(Scope.of(Map.of("cluster", CLUSTER)));
                assertThat(ignored).isNotNull();
            } catch (ExpressionSyntaxException expected) {
                assertThat(expected.line()).isPositive();
            } catch (RuntimeException e) {
                thrown.add(expression + ": " + e);
            }
        }
        assertThat(thrown).isEmpty();
    }

    private static @Nullable Object value(String expression) {
        return switch (evaluate(expression)) {
            case Evaluation.Value(Object value) -> value;
            case Evaluation.Failure(String reason) -> throw new AssertionError(reason);
        };
    }

    private static String failure(String expression) {
        return switch (evaluate(expression)) {
            case Evaluation.Value(Object value) -> throw new AssertionError("unexpected value " + value);
            case Evaluation.Failure(String reason) -> reason;
        };
    }

    private static Evaluation evaluate(String expression) {
        try {
            return CelExpression.compile(expression).evaluate(Scope.of(Map.of("cluster", CLUSTER)));
        } catch (ExpressionSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
