package io.hyperfleet.adapter.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {

    @Test
    void levelsAreFourColumnsApartAndKeysStayInOrder() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("name", "p");
        payload.put("default", List.of(1L, "two", Map.of("three", 3L)));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("post", Map.of("payloads", List.of(payload, Map.of("text", "line1\nline2"))));
        root.put("empty", Map.of());
        root.put("none", List.of());
        assertThat(YamlWriter.write(root)).isEqualTo("""
                        post:
                            payloads:
                                - name: p
                                  default:
                                    - 1
                                    - two
                                    - three: 3
                                - text: |-
                                    line1
                                    line2
                        empty: {}
                        none: []
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    a b          | a b
                    a:b          | a:b
                    é雪          | é雪
                    {{ .x }}     | '{{ .x }}'
                    a: b # c     | 'a: b # c'
                    **REDACTED** | '**REDACTED**'
                    - a          | '- a'
                    it's         | it's
                    '            | ''''
                    123          | "123"
                    0x10         | "0x10"
                    1e3          | "1e3"
                    true         | "true"
                    yes          | "yes"
                    ~~           | ""
                    null         | "null"
                    2026-01-01   | "2026-01-01"
                    12:30        | "12:30"
                    """)
    void textIsQuotedOnlyWhereItCouldBeTakenForSomethingElse(String text, String written) {
        assertThat(YamlWriter.write(Map.of("k", text))).isEqualTo("k: " + written + "\n");
    }

    @Test
    void otherValuesAreWrittenAsGoDoes() {
        assertThat(YamlWriter.write(Arrays.asList(true, null, 5L, 12.5, 1e21, Duration.ofSeconds(90))))
                .isEqualTo("- true\n- null\n- 5\n- 12.5\n- 1e+21\n- 1m30s\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a ",
                " a",
                "\n",
                "\na",
                "a\n",
                "a\n\n",
                " a\nb",
                "a \nb",
                "a\nb ",
                "a\tb",
                "a\r\nb",
                "\u0007",
                "\u0085",
                "\u2028",
                "\ufeffx",
                "🐢",
                "? a",
                "-",
                "--- a",
                "...",
                "#",
                "a #b",
                "a:",
                ": a",
                "<<",
                "=",
                "[]",
                "{}",
                "'\"'",
                "\\n",
                "!a",
                "%a",
                "a\u00a0b",
                "a\n  b\n c",
                "|",
                "> x"
            })
    void whatIsWrittenReadsTheSame(String text) throws YamlSyntaxException {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("k", text);
        inner.put("list", new ArrayList<>(List.of(text, List.of(text), Map.of("x", text))));
        Map<String, Object> value = Map.of("outer", Map.of("inner", inner));
        assertThat(Yaml.read("f", YamlWriter.write(value)).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "a b", "", "a: b", "a\nb", "yes", "\u0007"})
    void keysReadTheSame(String key) throws YamlSyntaxException {
        Map<String, Object> value = Map.of("outer", Map.of(key, Map.of(key, 1L)));
        assertThat(Yaml.read("f", YamlWriter.write(value)).value()).isEqualTo(value);
    }
}
