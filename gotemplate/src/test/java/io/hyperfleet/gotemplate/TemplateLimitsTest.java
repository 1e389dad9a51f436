package io.hyperfleet.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TemplateLimitsTest {

    private static final TemplateLimits SMALL = new TemplateLimits(100, 1000, 20, 10);

    @Test
    void aLoopWithoutEndIsStopped() {
        assertThatThrownBy(() -> render("{{ range . }}{{ end }}", Long.MAX_VALUE))
                .isInstanceOf(TemplateExecutionException.class)
                .hasMessageEndingWith("exceeded the limit of 1000 steps");
        assertThatThrownBy(() -> render("{{ range . }}{{ end }}", Duration.ofDays(1)))
                .hasMessageContaining("steps");
    }

    @Test
    void anOutputThatIsTooLongIsStopped() {
        assertThatThrownBy(() -> render("{{ range 200 }}x{{ end }}", null))
                .hasMessageEndingWith("output exceeds the limit of 100 characters");
        assertThatThrownBy(() -> render("{{ . }}", List.of("x".repeat(60), "y".repeat(60))))
                .hasMessageEndingWith("output exceeds the limit of 100 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $x := printf \"%999999d\" 1 }}",
                "{{ $x := printf \"%.999999f\" 1.5 }}",
                "{{ $x := print . . }}",
                "{{ $x := \"ab\" }}{{ range 90 }}{{ $x = printf \"%s%s\" $x $x }}{{ end }}",
                "{{ $x := html \"<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\" }}"
            })
    void aTextThatIsTooLongIsNotMade(String template) {
        assertThatThrownBy(() -> render(template, "z".repeat(60)))
                .hasMessageEndingWith("result exceeds the limit of 100 characters");
    }

    @Test
    void templatesThatCallEachOtherForeverAreStopped() {
        assertThatThrownBy(() -> render("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}", null))
                .hasMessageEndingWith("exceeded maximum template depth (20)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ((((((((((((1)))))))))))) }}",
                "{{if 1}}{{if 1}}{{if 1}}{{if 1}}{{if 1}}{{if 1}}{{if 1}}" + "{{if 1}}{{if 1}}{{if 1}}{{if 1}}"
            })
    void aTextThatIsNestedTooDeeplyIsRefused(String template) {
        assertThatThrownBy(() -> render(template, null))
                .isInstanceOf(TemplateSyntaxException.class)
                .hasMessage("template: template:1: max expression depth exceeded");
    }

    @Test
    void deepNestingWithinTheLimitWorksWhateverTheCallersStack() throws Exception {
        String parentheses = "{{ " + "(".repeat(9000) + "1" + ")".repeat(9000) + " }}";
        String branches = "{{ if 1 }}".repeat(9000) + "x" + "{{ end }}".repeat(9000);

        assertThat(GoTemplate.parse("t", parentheses, FunctionMap.empty(), TemplateLimits.DEFAULT)
                        .execute(null))
                .isEqualTo("1");
        assertThat(GoTemplate.parse("t", branches, FunctionMap.empty(), TemplateLimits.DEFAULT)
                        .execute(null))
                .isEqualTo("x");
    }

    @Test
    void dataThatContainsItselfIsReported() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        GoTemplateTask print =
                () -> GoTemplate.parse("t", "{{ . }}", FunctionMap.empty(), new TemplateLimits(1 << 28, 1000, 20, 10))
                        .execute(Map.of("self", self));

        assertThatThrownBy(print::run)
                .isInstanceOf(TemplateExecutionException.class)
                .hasMessageContaining("nested too deeply");
    }

    private interface GoTemplateTask {
        String run() throws Exception;
    }

    private static String render(String template, @Nullable Object data) throws Exception {
        return GoTemplate.parse("template", template, FunctionMap.empty(), SMALL)
                .execute(data);
    }
}
