package io.hyperfleet.adapter.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.expression.UrlPieces.Piece.Action;
import io.hyperfleet.adapter.engine.expression.UrlPieces.Piece.Literal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

    @Test
    void valuesInThePathAreTold() {
        assertThat(UrlPieces.of("/clusters/{{ .id }}/x-{{ .n }}?q={{ .q }}").orElseThrow())
                .containsExactly(
                        new Literal("/clusters/"),
                        new Action("{{ .id }}", true),
                        new Literal("/x-"),
                        new Action("{{ .n }}", true),
                        new Literal("?q="),
                        new Action("{{ .q }}", false));
    }

    @Test
    void aValueAtTheBeginningMayBeAWholeAddress() {
        assertThat(UrlPieces.of("{{ .base }}{{ .href }}/statuses/{{ .id }}").orElseThrow())
                .containsExactly(
                        new Action("{{ .base }}", false),
                        new Action("{{ .href }}", false),
                        new Literal("/statuses/"),
                        new Action("{{ .id }}", true));
    }

    @Test
    void aValueInTheHostIsNoPath() {
        assertThat(UrlPieces.of("https://console.{{ .region }}.example/{{ .id }}")
                        .orElseThrow())
                .contains(new Action("{{ .region }}", false), new Action("{{ .id }}", true));
    }

    @Test
    void bracesInQuotesEndNoAction() {
        assertThat(UrlPieces.of("/{{ print \"}}\" `}}` .id }}").orElseThrow())
                .containsExactly(new Literal("/"), new Action("{{ print \"}}\" `}}` .id }}", true));
    }

    @Test
    void trimMarkersTakeBlanksAway() {
        assertThat(UrlPieces.of("/a/ {{- .id -}} /b").orElseThrow())
                .containsExactly(new Literal("/a/"), new Action("{{- .id -}}", true), new Literal("/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/{{ if .x }}b{{ end }}", "/{{ $x := .id }}{{ $x }}", "/{{/* c */}}", "/{{ .id"})
    void templatesThatBranchAreNotCut(String text) {
        assertThat(UrlPieces.of(text)).isEmpty();
    }

    @Test
    void whatIsEscapedByHandIsNotEscapedAgain() {
        assertThat(UrlPieces.of("/{{ .id | urlquery }}").orElseThrow())
                .contains(new Action("{{ .id | urlquery }}", false));
    }

    @ParameterizedTest
    @CsvSource({
        "c-1, c-1",
        "../../admin, ..%2F..%2Fadmin",
        "a?x=1, a%3Fx=1",
        "a#f, a%23f",
        "a%2fb, a%252fb",
        ".., %2E%2E",
        "c 1, c%201",
        "å, %C3%A5",
    })
    void aValueStaysWithinItsSegment(String value, String segment) {
        assertThat(UrlTemplate.segment(value)).isEqualTo(segment);
    }

    @ParameterizedTest
    @CsvSource({
        "/clusters/{{ .id }}, /clusters/..%2F..%2Fadmin",
        "{{ .base }}/clusters/{{ .id }}, http://api:8000/clusters/..%2F..%2Fadmin",
        "/search?q={{ .id }}, /search?q=../../admin",
    })
    void aHostileIdLeadsNowhereElse(String text, String url) throws ExpressionSyntaxException {
        Scope scope = Scope.of(Map.of("id", "../../admin", "base", "http://api:8000"));

        assertThat(UrlTemplate.compile(text).render(scope)).isEqualTo(new Evaluation.Value(url));
    }

    @Test
    void aMissingValueFailsAsInAnyTemplate() throws ExpressionSyntaxException {
        assertThat(UrlTemplate.compile("/a/{{ .nope }}").render(Scope.of(Map.of())))
                .isEqualTo(Template.compile("/a/{{ .nope }}").render(Scope.of(Map.of())));
    }
}
