package io.hyperfleet.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoTemplateTest {

    @Test
    void aTemplateIsFilledWithItsData() throws Exception {
        String text = "{{ range .items }}- {{ .name | printf \"%-6s\" }}{{ .size }}\n{{ else }}none\n{{ end }}";
        Map<String, Object> data = Map.of(
                "items", List.of(Map.of("name", "ash", "size", 3.0), Map.of("name", "birch", "size", 12_345_678.0)));

        assertThat(render(text, data)).isEqualTo("- ash   3\n- birch 12345678\n");
        assertThat(render(text, Map.of("items", List.of()))).isEqualTo("none\n");
    }

    @Test
    void aMissingKeyIsReportedWithItsPlace() {
        TemplateExecutionException failure = catchThrowableOfType(
                TemplateExecutionException.class,
                () -> render("first\nü {{ .cluster.id }}", Map.of("cluster", Map.of())));

        assertThat(failure)
                .hasMessage(
                        "template: template:2:14: executing \"template\" at <.cluster.id>: map has no entry for key \"id\"");
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.column()).as("in UTF-16 units, from 1").isEqualTo(14);
    }

    @Test
    void aSyntaxErrorIsReportedWithItsPlace() {
        TemplateSyntaxException failure =
                catchThrowableOfType(TemplateSyntaxException.class, () -> parse("a\nb {{ .x | nope }}"));

        assertThat(failure).hasMessage("template: template:2: function \"nope\" not defined");
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.column()).isEqualTo(11);
    }

    @Test
    void declaredFunctionsAreCheckedBeforeTheyAreCalled() throws Exception {
        FunctionMap functions = FunctionMap.builder()
                .put("twice", arguments -> arguments[0] + "" + arguments[0], ParameterType.STRING)
                .put(
                        "join",
                        GoFunction.variadic(
                                arguments -> GoFormat.sprint(arguments), ParameterType.STRING, ParameterType.ANY))
                .put("fail", _ -> {
                    throw new FunctionException("no luck");
                })
                .build();

        assertThat(render("{{ twice \"ab\" }} {{ join \"a\" 1 2 }}", Map.of(), functions))
                .isEqualTo("abab a1 2");
        assertThatThrownBy(() -> render("{{ twice 1 }}", Map.of(), functions))
                .hasMessageEndingWith("expected string; found 1");
        assertThatThrownBy(() -> render("{{ .n | twice }}", Map.of("n", 1.5), functions))
                .hasMessageEndingWith("wrong type for value; expected string; got float64");
        assertThatThrownBy(() -> render("{{ twice }}", Map.of(), functions))
                .hasMessageEndingWith("wrong number of args for twice: want 1 got 0");
        assertThatThrownBy(() -> render("{{ fail }}", Map.of(), functions))
                .hasMessageEndingWith("error calling fail: no luck");
    }

    @Test
    void aFunctionThatThrowsFailsTheTemplateOnly() {
        FunctionMap functions = FunctionMap.builder()
                .put("broken", _ -> {
                    throw new IllegalStateException("oops");
                })
                .build();

        assertThatThrownBy(() -> render("{{ broken }}", Map.of(), functions))
                .isInstanceOf(TemplateExecutionException.class)
                .hasMessageEndingWith("error calling broken: oops");
    }

    @Test
    void aFunctionInTheDataIsCalled() throws Exception {
        GoFunction greet = GoFunction.of(arguments -> "hello " + arguments[0], ParameterType.STRING);

        assertThat(render("{{ call .greet \"you\" }}", Map.of("greet", greet))).isEqualTo("hello you");
        assertThatThrownBy(() -> render("{{ call .greet 1 }}", Map.of("greet", greet)))
                .hasMessageEndingWith("error calling call: arg 0: value has type int; should be string");
        assertThatThrownBy(() -> render("{{ .greet }}", Map.of("greet", greet)))
                .hasMessageEndingWith("can't print {{.greet}} of type func");
    }

    @Test
    void smallerIntegersAreIntegers() throws Exception {
        Map<String, Object> data = Map.of("i", 5, "s", (short) 6, "b", (byte) 7, "f", 0.1f);

        assertThat(render("{{ add .i .s }}{{ .b }} {{ .f }} {{ printf \"%T %T\" .i .f }}", data, ADD))
                .isEqualTo("117 0.1 int float32");
    }

    private static final FunctionMap ADD = FunctionMap.builder()
            .put("add", arguments -> (Long) arguments[0] + (Long) arguments[1], ParameterType.INT, ParameterType.INT)
            .build();

    @Test
    void timesAndDurationsHaveTheirMethods() throws Exception {
        Map<String, Object> data =
                Map.of("at", OffsetDateTime.parse("2026-01-31T10:00:00+02:00"), "for", Duration.ofMinutes(90));

        assertThat(render("{{ .at.UTC.Format \"15:04\" }} {{ (.at.AddDate 0 1 0).Month }} {{ .at.Weekday }}", data))
                .isEqualTo("08:00 March Saturday");
        assertThat(render("{{ .for }} {{ .for.Hours }} {{ (.at.Add .for).Minute }}", data))
                .isEqualTo("1h30m0s 1.5 30");
        assertThat(render("{{ .at }}", data)).isEqualTo("2026-01-31 10:00:00 +0200 +0200");
    }

    @Test
    void bytesOfAnUnfinishedCharacterAreKept() throws Exception {
        String text = render("{{ slice \"é\" 0 1 }}|{{ slice \"é\" 0 1 }}{{ slice \"é\" 1 }}", Map.of());

        assertThat(GoText.bytes(text)).containsExactly(0xC3, '|', 0xC3, 0xA9);
        assertThat(text).endsWith("|é");
    }

    @Test
    void theBoundsOfASliceMustNotComeStraightOutOfAMapOrList() throws Exception {
        Map<String, Object> data =
                Map.of("n", 1L, "list", List.of(1L), "at", OffsetDateTime.parse("2026-01-02T00:00:00Z"), "text", "abc");

        assertThat(render("{{ slice .text (.n) }} {{ $n := .n }}{{ slice .text $n }} {{ .n | slice .text }}", data))
                .isEqualTo("bc bc bc");
        assertThat(render("{{ slice .text .at.Month .at.Day }}", data)).isEqualTo("b");
        for (String bound : List.of(".n", "$.n", "(.).n")) {
            assertThatThrownBy(() -> render("{{ slice .text " + bound + " }}", data))
                    .hasMessageEndingWith("error calling slice: cannot index slice/array with type interface {}");
        }
        for (String loop :
                List.of("{{ range .list }}{{ slice $.text . }}", "{{ range $x := .list }}{{ slice $.text $x }}")) {
            assertThatThrownBy(() -> render(loop + "{{ end }}", data))
                    .hasMessageEndingWith("error calling slice: cannot index slice/array with type interface {}");
        }
    }

    @Test
    void theReferencesToTheDataAreListedWithTheirPlaces() throws Exception {
        GoTemplate template = parse(
                "{{ .a.b }}\n{{ range $x := .list }}{{ .ignored }}{{ $.root.x }}{{ $x.y }}{{ end }}\n"
                        + "{{ if eq (len .c) 1 }}{{ index . \"d e\" \"f\" }}{{ end }}{{ with . }}{{ .g }}{{ end }}{{ (.h).i }}");

        assertThat(template.fieldReferences())
                .containsExactly(
                        new FieldReference(List.of("a", "b"), 1, 4, 4),
                        new FieldReference(List.of("list"), 2, 16, 5),
                        new FieldReference(List.of("root", "x"), 2, 41, 8),
                        new FieldReference(List.of("c"), 3, 15, 2),
                        new FieldReference(List.of("d e", "f"), 3, 32, 11),
                        new FieldReference(List.of("g"), 3, 70, 2),
                        new FieldReference(List.of("h"), 3, 88, 2));
    }

    @Test
    void referencesAreFollowedIntoTemplatesThatGetTheRoot() throws Exception {
        GoTemplate template = parse("{{ define \"t\" }}{{ .a }}{{ $.b }}{{ end }}{{ template \"t\" . }}"
                + "{{ define \"u\" }}{{ .ignored }}{{ end }}{{ template \"u\" .c }}");

        assertThat(template.fieldReferences())
                .extracting(FieldReference::path)
                .containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void theFunctionsUsedAreKnown() throws Exception {
        assertThat(parse("{{ if eq .a 1 }}{{ .b | printf \"%v\" }}{{ end }}").functionsUsed())
                .containsExactlyInAnyOrder("eq", "printf");
    }

    @Test
    void oneTemplateServesManyThreads() throws Exception {
        GoTemplate template = parse("{{ $n := .n }}{{ range .n }}{{ if eq . $n }}never{{ end }}{{ . }},{{ end }}");
        List<String> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> running = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> template.execute(Map.of("n", (long) i))))
                    .toList();
            for (Future<String> result : running) {
                results.add(result.get());
            }
        }

        assertThat(results.get(3)).isEqualTo("0,1,2,");
        assertThat(results).allSatisfy(result -> assertThat(result).doesNotContain("never"));
    }

    @Test
    void aConstantIsItsTextAndItsNumber() throws Exception {
        Map<String, Object> data = Map.of("kind", new GoEnum("reflect.Kind", 2, "int"));

        assertThat(render(
                        "{{ .kind }} {{ printf \"%d %T %q\" .kind .kind .kind }} {{ eq .kind 2 }} {{ .kind.String }}",
                        data))
                .isEqualTo("int 2 reflect.Kind \"int\" true int");
    }

    @Test
    void rangeOverAMonthOrAWeekdayCountsWithNames() throws Exception {
        Map<String, Object> data = Map.of("t", OffsetDateTime.parse("2026-03-03T00:00:00Z"));

        assertThat(render("{{ range .t.Month }}{{ . }},{{ end }}", data)).isEqualTo("%!Month(0),January,February,");
        assertThat(render("{{ range .t.Weekday }}{{ . }},{{ end }}", data)).isEqualTo("Sunday,Monday,");
    }

    @Test
    void nilIsShownAsGoDoes() throws Exception {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("nil", null);

        assertThat(render("{{ .nil }} {{ printf \"%v\" .nil }} {{ . }}", data))
                .isEqualTo("<no value> <nil> map[nil:<nil>]");
        assertThat(render("{{ . }}", null)).isEqualTo("<no value>");
        assertThatThrownBy(() -> render("{{ .x }}", null)).hasMessageEndingWith("nil data; no entry for key \"x\"");
    }

    private static String render(String text, @Nullable Object data) throws Exception {
        return render(text, data, FunctionMap.empty());
    }

    private static String render(String text, @Nullable Object data, FunctionMap functions) throws Exception {
        return GoTemplate.parse("template", text, functions, TemplateLimits.DEFAULT)
                .execute(data);
    }

    private static GoTemplate parse(String text) throws TemplateSyntaxException {
        return GoTemplate.parse("template", text, FunctionMap.empty(), TemplateLimits.DEFAULT);
    }
}
