package io.hyperfleet.adapter.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws YamlSyntaxException {
        assertThat(Yaml.read("f", "\uFEFFa: 1").value()).isEqualTo(Map.of("a", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:\t1", "a: \t1", "a: 'x'\t", "a: \"x\"\t# c", "a:\t\n  x", "a: |\t\n  x"})
    void tabsBetweenThePartsOfALineAreBlanks(String text) throws YamlSyntaxException {
        assertThat(Yaml.read("f", text).value()).isInstanceOf(Map.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:\n\tb: 1", "\ta: 1", "-\ta: 1"})
    void tabsAsIndentationAreRefusedWithAHint(String text) {
        Problems problems = new Problems();
        assertThat(Yaml.readFile("f", text, problems)).isEmpty();
        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("found character that cannot start any token");
            assertThat(problem.hint()).contains("spaces");
        });
    }

    @Test
    void aTabCannotIndentTheFirstLineOfABlockText() throws YamlSyntaxException {
        assertThatThrownBy(() -> Yaml.read("f", "a: |\n\n  \tb\n"))
                .hasMessageContaining("found a tab character where an indentation space is expected")
                .isInstanceOfSatisfying(
                        YamlSyntaxException.class, e -> assertThat(e.place()).hasToString("f:3:3"));
        assertThat(Yaml.read("f", "a: |2\n  \tb\n").value()).isEqualTo(Map.of("a", "\tb\n"));
        assertThat(Yaml.read("f", "a: |\n  b\n  \tc\n").value()).isEqualTo(Map.of("a", "b\n\tc\n"));
    }

    @Test
    void noTextMakesItCrash() {
        Random random = new Random(3);
        List<String> pieces = List.of(
                "a",
                ": ",
                "- ",
                "? ",
                "\n",
                "\n  ",
                "\t",
                "{",
                "}",
                "[",
                "]",
                ",",
                "'",
                "\"",
                "\\x",
                "\\u00e9",
                "|",
                ">-",
                "&x ",
                "*x",
                "<<: ",
                "!!int ",
                "!!binary ",
                "%YAML 1.1\n",
                "---\n",
                "...\n",
                "#",
                "1",
                "0x",
                ".5",
                "~",
                "2026-01-01",
                "\uFEFF",
                "\0",
                "\uD800",
                "🌍",
                "\u2028");
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(14), 0, pieces.size()).forEach(i -> text.append(pieces.get(i)));
            try {
                Node node = Yaml.read("f", text.toString());
                read += node.isNull() ? 0 : 1;
            } catch (YamlSyntaxException refused) {
                assertThat(refused.place().line()).isPositive();
            }
        }

        assertThat(read).as("some are YAML").isGreaterThan(500);
    }

    @Test
    void anUnquotedTemplateIsRefusedWithAHint() {
        assertThatThrownBy(() -> Yaml.read("f", "name: {{ .x }}"))
                .hasMessageContaining("invalid map key")
                .isInstanceOfSatisfying(YamlSyntaxException.class, e -> {
                    assertThat(e.place()).hasToString("f:1:8");
                    assertThat(e.problem().hint()).contains("quoted");
                });
    }

    @Test
    void anEmptyFileIsAProblemAndAnEmptyTextIsNull() throws YamlSyntaxException {
        Problems problems = new Problems();
        assertThat(Yaml.readFile("f", "# nothing\n", problems)).isEmpty();
        assertThat(problems.all()).extracting(Problem::originalText).containsExactly("EOF");
        assertThat(Yaml.read("f", "# nothing\n").isNull()).isTrue();
    }

    @Test
    void allRepeatedKeysAreToldAndTheRestIsStillRead() {
        Problems problems = new Problems();
        Node node =
                Yaml.readFile("f", "a: 1\na: 2\nb: {c: 1, c: 2}\n", problems).orElseThrow();
        assertThat(node.value()).isEqualTo(Map.of("a", 1L, "b", Map.of("c", 1L)));
        assertThat(problems.all())
                .extracting(Problem::originalText)
                .containsExactly(
                        "line 2: mapping key \"a\" already defined at line 1",
                        "line 3: mapping key \"c\" already defined at line 3");
    }

    @Test
    void mergedEntriesNeverReplaceThoseOfTheMapAndEarlierMapsWin() throws YamlSyntaxException {
        String text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {<<: [*x, *y], c: 3}\n";
        Node.Mapping map = (Node.Mapping) Yaml.read("f", text);
        assertThat(map.find("z").orElseThrow().value()).isEqualTo(Map.of("a", 1L, "b", 1L, "c", 3L));
    }

    @Test
    void textsThatWouldGrowBeyondAllBoundsAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\n"
                    .formatted(
                            i,
                            i,
                            String.join(
                                    ", ",
                                    List.of(("*a" + (i - 1) + " ").repeat(10).split(" ")))));
        }
        assertThatThrownBy(() -> Yaml.read("f", bomb.toString())).hasMessageContaining("excessive aliasing");
        assertThatThrownBy(() -> Yaml.read("f", "a: &a [*a]")).hasMessageContaining("contains itself");
        assertThatThrownBy(() -> Yaml.read("f", "[".repeat(100_000))).hasMessageContaining("max depth");
        assertThatThrownBy(() -> Yaml.read("f", "a: " + "x".repeat(Yaml.MAXIMUM_BYTES)))
                .hasMessageContaining("larger than 1 MiB");
    }
}
