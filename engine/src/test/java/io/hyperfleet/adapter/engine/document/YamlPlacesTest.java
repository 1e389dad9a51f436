package io.hyperfleet.adapter.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.document.Node.Scalar;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlPlacesTest {

    /** In each text the at sign of the value is what is looked for. */
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("plain", "k: ab@c"),
                Arguments.of("plain over lines", "k: ab\n   cd\n\n   e@f\n"),
                Arguments.of("plain with a tag and an anchor", "k: !!str &x ab@c"),
                Arguments.of("single quoted", "k: 'it''s @'"),
                Arguments.of("double quoted", "k: \"\\t\\u00e9\\x41\\U0001F422@\""),
                Arguments.of("double quoted over lines", "k: \"a b\n\n  c\\\n   d@\""),
                Arguments.of("literal", "k: |\n  one\n    two @\n  three\n"),
                Arguments.of("literal with blank lines", "k: |-\n\n  one\n\n  @two\n"),
                Arguments.of("literal with an indentation of its own", "k: |1\n   x@\n"),
                Arguments.of("literal with a comment", "k: | # text\n  one\n  @\n"),
                Arguments.of("folded", "k: >\n  one\n  two\n\n  three @\n"),
                Arguments.of("folded with deeper lines", "k: >-\n  one\n    two\n  @three\n"),
                Arguments.of("with carriage returns", "k: |\r\n  one\r\n  @two\r\n"),
                Arguments.of("after wide characters", "🐢: '🐢é@'"),
                Arguments.of("in a list", "k:\n  - a\n  - 'b@'\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void everyCharacterOfATextIsFoundInTheFile(String name, String file) throws YamlSyntaxException {
        Scalar scalar = scalarWithMark(Yaml.read("f.yaml", file));
        String before = scalar.text().substring(0, scalar.text().indexOf('@'));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);

        Place place = scalar.placeAt(line, lastLine.codePointCount(0, lastLine.length()) + 1);

        String fileLine = file.split("\r?\n", -1)[place.line() - 1];
        assertThat(fileLine.codePoints().toArray()[place.column() - 1]).isEqualTo('@');
    }

    @Test
    void aPlaceBehindTheTextIsItsEnd() throws YamlSyntaxException {
        Scalar scalar = (Scalar) Yaml.read("f.yaml", "'ab'");
        assertThat(scalar.placeAt(7, 9)).isEqualTo(new Place("f.yaml", 1, 4));
    }

    @Test
    void aNodeStandsWhereItsContentBegins() throws YamlSyntaxException {
        Node.Mapping map = (Node.Mapping) Yaml.read("f.yaml", "a: &x !!str\n  \"q\"\nb: |\n  t\nc:\n  - 1\n");
        assertThat(map.entries().stream().map(entry -> entry.value().place().toString()))
                .containsExactly("f.yaml:2:3", "f.yaml:3:4", "f.yaml:6:3");
    }

    @Test
    void aWholeFileAsTextKnowsItsPlaces() {
        Scalar text = Yaml.text("job.yaml", "kind: Job\nname: {{ .x }}\n");
        assertThat(text.placeAt(2, 10)).isEqualTo(new Place("job.yaml", 2, 10));
    }

    private static Scalar scalarWithMark(Node node) {
        return switch (node) {
            case Scalar scalar -> scalar;
            case Node.Sequence list -> scalarWithMark(list.items().getLast());
            case Node.Mapping map -> scalarWithMark(map.entries().getLast().value());
        };
    }
}
