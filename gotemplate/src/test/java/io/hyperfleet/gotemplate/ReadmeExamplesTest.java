package io.hyperfleet.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReadmeExamplesTest {

    @Test
    void fillingATemplateGivesTheTextOfTheReadme() throws Exception {
        GoTemplate template = GoTemplate.parse("greeting", """
                {{ range .guests }}{{ printf "%-6s" .name }}{{ if gt .visits 1 }} again{{ end }}
                {{ end }}""", FunctionMap.empty(), TemplateLimits.DEFAULT);

        String text = template.execute(
                Map.of("guests", List.of(Map.of("name", "Ada", "visits", 3L), Map.of("name", "Grace", "visits", 1L))));

        assertThat(text).isEqualTo("Ada    again\nGrace \n");
    }

    @Test
    void addedFunctionsWorkAsTheReadmeSays() throws Exception {
        FunctionMap functions = FunctionMap.builder()
                .put("upper", arguments -> GoStrings.toUpper(String.valueOf(arguments[0])), ParameterType.STRING)
                .put(
                        "sum",
                        GoFunction.variadic(
                                arguments -> Arrays.stream(arguments)
                                        .mapToLong(number -> (Long) Objects.requireNonNull(number))
                                        .sum(),
                                ParameterType.INT))
                .build();
        GoTemplate template =
                GoTemplate.parse("t", "{{ .name | upper }} {{ sum 1 2 3 }}", functions, TemplateLimits.DEFAULT);

        assertThat(template.execute(Map.of("name", "ash"))).isEqualTo("ASH 6");
        assertThatThrownBy(() -> template.execute(Map.of("name", 5L)))
                .hasMessage(
                        "template: t:1:11: executing \"t\" at <upper>: wrong type for value; expected string; got int");
    }

    @Test
    void aTemplateTellsWhatItReads() throws Exception {
        GoTemplate template = GoTemplate.parse("t", "ns-{{ .clusterID }}", FunctionMap.empty(), TemplateLimits.DEFAULT);

        assertThat(template.fieldReferences()).containsExactly(new FieldReference(List.of("clusterID"), 1, 7, 10));
    }
}
