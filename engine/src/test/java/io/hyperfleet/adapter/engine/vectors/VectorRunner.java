package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperfleet.adapter.engine.vectors.VectorFamily.Mismatch;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Replays every {@code *.jsonl} of a folder, prints each mismatch (set, id, input, expected, got) and closes with {@code
 * N passed, N failed}. Exit code 1 when a case failed.
 */
public final class VectorRunner {

    private static final int SHOWN_CHARACTERS = 1000;

    private final Path folder;
    private final PrintStream out;
    private final Map<String, VectorFamily> families = new HashMap<>();
    private final ObjectMapper mapper = new ObjectMapper();

    VectorRunner(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
        ServiceLoader.load(VectorFamily.class)
                .forEach(family -> family.kinds().forEach(kind -> families.put(kind, family)));
    }

    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("usage: VectorRunner <folder> [<set> …]");
            System.exit(2);
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> sets = List.of(arguments).subList(1, arguments.length);
        Map<String, Count> counts = new VectorRunner(Path.of(arguments[0]), out).run(sets);
        counts.forEach((set, count) -> out.printf("%-16s %s%n", set, count));
        Count total = counts.values().stream().reduce(new Count(0, 0), Count::plus);
        out.println(total.passed() + " passed, " + total.failed() + " failed");
        System.exit(total.failed() == 0 ? 0 : 1);
    }

    /** How many cases of a set came out as recorded, and how many did not. */
    record Count(int passed, int failed) {

        Count plus(Count other) {
            return new Count(passed + other.passed, failed + other.failed);
        }

        double share() {
            return (double) passed / (passed + failed);
        }

        @Override
        public String toString() {
            return passed + " passed, " + failed + " failed";
        }
    }

    /** Replays the named sets, or all there are, and returns the counts by set. */
    Map<String, Count> run(List<String> sets) {
        VectorValues values = VectorValues.withFixtures(folder.resolve("fixtures.json"));
        Map<String, Count> counts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                String set = file.getFileName().toString().replace(".jsonl", "");
                if (sets.isEmpty() || sets.contains(set)) {
                    counts.put(set, runSet(set, Files.readAllLines(file), values));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
        return counts;
    }

    private Count runSet(String set, List<String> lines, VectorValues values) throws JsonProcessingException {
        int failed = 0;
        for (String line : lines) {
            JsonNode json = mapper.readTree(line);
            VectorCase vector = VectorCase.read(set, json);
            Optional<Mismatch> mismatch = replay(vector, values);
            if (mismatch.isPresent()) {
                failed++;
                print(vector, mismatch.get());
            }
        }
        return new Count(lines.size() - failed, failed);
    }

    private Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        VectorFamily family = families.get(vector.kind());
        if (family == null) {
            return Optional.of(new Mismatch("a family that replays " + vector.kind(), "none on the class path"));
        }
        try {
            return family.replay(vector, values.of(vector));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(new Mismatch(vector.want().toString(), "thrown: " + e + " at " + origin(e)));
        }
    }

    private static String origin(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "?" : trace[0].toString();
    }

    private void print(VectorCase vector, Mismatch mismatch) {
        out.println(vector.set() + " " + vector.id() + " (" + vector.kind() + ")");
        out.println("  input     " + shorten(vector.in().toString()));
        out.println("  expected  " + shorten(mismatch.expected()));
        out.println("  got       " + shorten(mismatch.got()));
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
