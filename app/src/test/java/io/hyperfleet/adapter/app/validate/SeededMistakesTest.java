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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our own example with one mistake at a time. Each line of {@code seeded-mistakes.txt} is one: what is written, what is put
 * in its place, how far into that the mistake is, and what the hint or message must name. Of several occurrences the first
 * is taken.
 */
class SeededMistakesTest {

    private static final Path EXAMPLE = Path.of("../examples/namespace-job");

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

    @Test
    void everyMistakeIsFoundAtItsPlaceAndTheRightNameSuggested() throws IOException {
        List<String> missed = new ArrayList<>();
        List<Mistake> mistakes = mistakes();
        for (Mistake mistake : mistakes) {
            String report = report(mistake);
            if (!report.contains(place(mistake)) || !report.contains(mistake.named())) {
                missed.add(mistake + " at" + place(mistake) + " gave\n" + report);
            }
        }
        assertThat(mistakes).hasSizeGreaterThanOrEqualTo(100);
        assertThat(missed).isEmpty();
    }

    private static List<Mistake> mistakes() throws IOException {
        try (InputStream lines = SeededMistakesTest.class.getResourceAsStream("/seeded-mistakes.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Mistake::of)
                    .toList();
        }
    }

    private String report(Mistake mistake) throws IOException {
        for (String file : List.of("adapter-config.yaml", "task-config.yaml")) {
            String text = Files.readString(EXAMPLE.resolve(file));
            Files.writeString(folder.resolve(file), file.equals(mistake.file()) ? seeded(text, mistake) : text);
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

    private static String place(Mistake mistake) throws IOException {
        String text = Files.readString(EXAMPLE.resolve(mistake.file()));
        String seeded = seeded(text, mistake);
        int index = text.indexOf(mistake.right()) + mistake.offset();
        String before = seeded.substring(0, index);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return "file=" + mistake.file() + ",line=" + line + ",col=" + column + ",";
    }
}
