package io.hyperfleet.adapter.engine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.vectors.VectorRunner.Count;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the engine against evaluations recorded from the original program. */
class RecordedEvaluationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"cel", "conditions", "fields", "params", "runs", "gofmt", "yaml"})
    void atLeast99PercentOfASetComeOutAsRecorded(String set) throws URISyntaxException {
        ByteArrayOutputStream mismatches = new ByteArrayOutputStream();
        Path folder = Path.of(Objects.requireNonNull(getClass().getResource("/vectors/fixtures.json"))
                        .toURI())
                .resolveSibling(".");

        Count count = Objects.requireNonNull(
                new VectorRunner(folder, new PrintStream(mismatches, true, StandardCharsets.UTF_8))
                        .run(List.of(set))
                        .get(set));

        assertThat(count.share())
                .describedAs(mismatches.toString(StandardCharsets.UTF_8))
                .isGreaterThanOrEqualTo(0.99);
    }
}
