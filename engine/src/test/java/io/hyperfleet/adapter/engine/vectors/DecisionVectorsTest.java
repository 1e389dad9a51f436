package io.hyperfleet.adapter.engine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperfleet.adapter.engine.vectors.VectorFamily.Mismatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionVectorsTest {

    private static final Path CASES = Path.of("src/test/resources/vectors/decisions.jsonl");

    static Stream<VectorCase> cases() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Stream.Builder<VectorCase> cases = Stream.builder();
        for (String line : Files.readAllLines(CASES)) {
            cases.add(VectorCase.read("decisions", mapper.readTree(line)));
        }
        return cases.build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesOutAsRecorded(VectorCase vector) {
        Optional<Mismatch> mismatch = new DecisionFamily().replay(vector, VectorValues.withFixtures(Path.of("none")));

        assertThat(mismatch).isEmpty();
    }
}
