package io.hyperfleet.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily.Mismatch;
import io.hyperfleet.adapter.engine.vectors.VectorValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApplyVectorsTest {

    /** Labels must be text; manifests without name or with kinds no server knows; policies that cannot be configured. */
    private static final Set<String> DECIDED_OTHERWISE = Set.of(
            "res-6d7ff4b520",
            "res-7eab545325",
            "res-76f2f24ce9",
            "res-548d8423e8",
            "res-d276790630",
            "res-2b6bacccd6",
            "res-f4b5958560",
            "res-167e496a57",
            "res-2e5539dca4");

    private static final Path CASES = Path.of("src/test/resources/vectors/resources.jsonl");

    static Stream<VectorCase> cases() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Stream.Builder<VectorCase> cases = Stream.builder();
        for (String line : Files.readAllLines(CASES)) {
            cases.add(VectorCase.read("resources", mapper.readTree(line)));
        }
        return cases.build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesOutAsRecorded(VectorCase vector) {
        Optional<Mismatch> mismatch = new ApplyFamily().replay(vector, VectorValues.withFixtures(Path.of("none")));

        assertThat(mismatch.isPresent() && !DECIDED_OTHERWISE.contains(vector.id()))
                .as(mismatch.map(Mismatch::toString).orElse(""))
                .isFalse();
    }
}
