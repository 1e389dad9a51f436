package io.hyperfleet.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random texts, made by cutting recorded templates apart and putting the pieces together wrongly. */
@Timeout(60)
class RandomTemplatesTest {

    private static final TemplateLimits LIMITS = new TemplateLimits(20_000, 20_000, 50, 200);
    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{{- ",
            " -}}",
            "(",
            ")",
            "|",
            "\"",
            "`",
            "'",
            ".",
            "$",
            ":=",
            "=",
            ",",
            "/*",
            "*/",
            "\\",
            "\n",
            " ",
            "end",
            "{{end}}",
            "{{else}}",
            "range",
            "if ",
            "with ",
            "define \"x\"",
            "template \"x\" .",
            "break",
            "nil",
            "printf \"%[3]*.[2]*[1]f\"",
            "%",
            "0x",
            "1e999",
            "\u0000",
            "\uD800",
            "\uDC80",
            "世",
            "index",
            "slice ",
            "call ");

    @Test
    void everyTextEndsInATextOrOneOfTheTwoErrors() {
        Random random = new Random(20_260_818);
        List<JsonNode> vectors = Vectors.lines("templates.jsonl");
        Object data = Vectors.value(vectors.getFirst().get("in").get("data"));
        int rendered = 0;
        for (int round = 0; round < 6_000; round++) {
            String template = mutated(random, template(random, vectors) + template(random, vectors));
            rendered += outcome(template, data) == Outcome.RENDERED ? 1 : 0;
        }

        assertThat(rendered).as("some survive, so that the executor is met too").isGreaterThan(200);
    }

    @Test
    void everyFormatGivesAText() {
        Random random = new Random(7);
        String characters = "%%%%%%vdsqxXteEfgGbcUoOTpw+-# 0123456789.*[]é\uDC80";
        @Nullable
        Object[] values = {null, 1L, -5L, 2.5, "té\n", true, List.of("a", 1L), Map.of("k", 1.0), new Uint64(-1), 'c'};
        for (int round = 0; round < 6_000; round++) {
            StringBuilder format = new StringBuilder();
            random.ints(random.nextInt(12), 0, characters.length()).forEach(i -> format.append(characters.charAt(i)));
            @Nullable
            Object[] arguments = IntStream.range(0, random.nextInt(4))
                    .mapToObj(_ -> values[random.nextInt(values.length)])
                    .toArray();

            assertThat(GoFormat.sprintf(format.toString(), arguments)).isNotNull();
        }
    }

    @Test
    void everyLayoutAndEveryTextOfATimeIsHandled() {
        Random random = new Random(11);
        String[] elements = {
            "2006", "01", "Jan", "_2", "002", "15", "3", "PM", "MST", "Z07:00", "-0700", ".000", ",999", " ", "x", "9"
        };
        for (int round = 0; round < 6_000; round++) {
            StringBuilder layout = new StringBuilder();
            random.ints(random.nextInt(8), 0, elements.length).forEach(i -> layout.append(elements[i]));
            String written = GoTime.format(Vectors.time("2026-02-03T04:05:06.7+05:45"), layout.toString());
            String text = random.nextBoolean() ? written : mutated(random, written);
            Parsed<?> parsed = GoTime.parse(layout.toString(), text);

            assertThat(parsed.isValid()).isEqualTo(parsed.error() == null);
            assertThat(GoDuration.parse(text)).isNotNull();
            assertThat(GoNumbers.parseFloat(text)).isNotNull();
            assertThat(GoNumbers.parseInt(text, 0, 64)).isNotNull();
        }
    }

    private enum Outcome {
        RENDERED,
        REFUSED,
        FAILED
    }

    /** Anything but the two declared exceptions fails the test. */
    private static Outcome outcome(String template, @Nullable Object data) {
        try {
            String text = GoTemplate.parse("template", template, SampleFunctions.ALL, LIMITS)
                    .execute(data);
            return text.length() <= LIMITS.maxOutputLength() ? Outcome.RENDERED : Outcome.FAILED;
        } catch (TemplateSyntaxException e) {
            assertThat(e).hasMessageStartingWith("template: template:");
            return Outcome.REFUSED;
        } catch (TemplateExecutionException e) {
            assertThat(e).hasMessageStartingWith("template: template:");
            return Outcome.FAILED;
        }
    }

    private static String template(Random random, List<JsonNode> vectors) {
        return vectors.get(random.nextInt(vectors.size()))
                .get("in")
                .path("template")
                .asText("{{ . }}");
    }

    private static String mutated(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int start = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), start + random.nextInt(6));
            mutated.replace(start, end, random.nextInt(3) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size())));
        }
        return mutated.toString();
    }
}
