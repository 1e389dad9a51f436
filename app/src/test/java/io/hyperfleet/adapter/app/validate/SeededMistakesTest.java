package io.hyperfleet.adapter.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.config.ConfigFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Correct files of each dialect with one mistake at a time. Each line of a {@code seeded-mistakes….txt} is one: what is
 * written, what is put in its place, how far into that the mistake is, and what the hint or message must name. Of several
 * occurrences the first is taken.
 */
class SeededMistakesTest {

    @TempDir
    Path folder;

    private record Mistake(String file, String right, String wrong, int offset, String named) {

        static Mistake of(String line) {
            String[] parts = line.split(" @@ ", -1);
            return new Mistake(
                    parts[0], unescaped(parts[1]), unescaped(parts[2]), Integer.parseInt(parts[3]), parts[4]);
        }

        private static String unescaped(String text) {
            return text.replace("\\n", "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "seeded-mistakes.txt,      ../examples/namespace-job,        130",
        "seeded-mistakes-v0.2.txt, src/test/resources/dialects/v0.2, 44",
        "seeded-mistakes-v0.1.txt, src/test/resources/dialects/v0.1, 35",
    })
    void everyMistakeIsFoundAtItsPlaceAndTheRightNameSuggested(String list, Path correct, int atLeast)
            throws IOException {
        assertThat(report(correct, "", "")).doesNotContain("::error");
        List<String> missed = new ArrayList<>();
        List<Mistake> mistakes = mistakes(list);
        for (Mistake mistake : mistakes) {
            String text = Files.readString(correct.resolve(mistake.file()));
            String report = report(correct, mistake.file(), seeded(text, mistake));
            String place = place(text, mistake);
            if (report.lines().noneMatch(line -> line.contains(place) && line.contains(mistake.named()))) {
                missed.add(mistake + " at " + place + " gave\n" + report);
            }
        }
        assertThat(mistakes).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(missed).isEmpty();
    }

    private static List<Mistake> mistakes(String list) throws IOException {
        try (InputStream lines = SeededMistakesTest.class.getResourceAsStream("/" + list)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Mistake::of)
                    .toList();
        }
    }

    /** What is said when one file has another text. */
    private String report(Path correct, String changed, String text) throws IOException {
        for (String file : List.of("adapter-config.yaml", "task-config.yaml")) {
            Files.writeString(
                    folder.resolve(file), file.equals(changed) ? text : Files.readString(correct.resolve(file)));
        }
        ConfigFiles files = new ConfigFiles(folder, InputStream.nullInputStream());
        return new Validation(files, Map.of(), "0.0.0-dev")
                .run(new ValidateOptions("adapter-config.yaml", "task-config.yaml", "", List.of(), ReportFormat.GITHUB))
                .report();
    }

    private static String seeded(String text, Mistake mistake) {
        int index = text.indexOf(mistake.right());
        assertThat(index).as("occurs: " + mistake).isNotNegative();
        return text.substring(0, index)
                + mistake.wrong()
                + text.substring(index + mistake.right().length());
    }

    private static String place(String text, Mistake mistake) {
        String before = seeded(text, mistake).substring(0, text.indexOf(mistake.right()) + mistake.offset());
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return "file=" + mistake.file() + ",line=" + line + ",col=" + column + ",";
    }
}
