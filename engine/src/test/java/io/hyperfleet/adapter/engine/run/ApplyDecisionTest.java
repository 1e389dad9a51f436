package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyDecisionTest {

    @Test
    void whatIsNotThereIsCreated() {
        assertThat(ApplyDecision.of(resource("a", "1"), Optional.empty(), true))
                .isEqualTo(new ApplyDecision(Operation.CREATE, "resource not found"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | 5 | SKIP   | generation 5 unchanged",
                "5 | 6 | UPDATE | generation changed 5->6",
                "5 | 4 | SKIP   | generation 4 older than 5",
                "x | 1 | UPDATE | generation changed 0->1",
                "5 | x | UPDATE | generation changed 5->0",
                "x | y | SKIP   | generation 0 unchanged",
            })
    void generationsDecide(String existing, String wanted, Operation operation, String reason) {
        assertThat(ApplyDecision.of(resource("a", wanted), Optional.of(resource("a", existing)), false))
                .isEqualTo(new ApplyDecision(operation, reason));
    }

    @Test
    void recreationTakesThePlaceOfAnUpdateOnly() {
        assertThat(ApplyDecision.of(resource("a", "2"), Optional.of(resource("a", "1")), true))
                .isEqualTo(new ApplyDecision(Operation.RECREATE, "generation changed 1->2, recreateOnChange=true"));
        assertThat(ApplyDecision.of(resource("a", "2"), Optional.of(resource("a", "2")), true)
                        .operation())
                .isEqualTo(Operation.SKIP);
    }

    @Test
    void theNewestIsTheOneOfTheHighestGenerationThenOfTheFirstName() {
        List<Resource> resources =
                List.of(resource("c", "2"), resource("b", "3"), resource("a", "3"), resource("d", "none"));

        assertThat(Generation.newest(resources)).map(Resource::name).contains("a");
        assertThat(Generation.newest(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+4, 4", "007, 7", "' 5', 0", "1.0, 0", "0x5, 0", "9223372036854775808, 0", "-3, -3", "５, 0"})
    void onlyPlainDecimalNumbersAreGenerations(String text, long generation) {
        assertThat(Generation.of(resource("a", text))).isEqualTo(generation);
    }

    @Test
    void oneAnnotationThatIsNoTextHidesTheGenerationAndIsReported() {
        Resource resource = new Resource(Map.of(
                "metadata", Map.of("annotations", Map.of(Generation.ANNOTATION, "5", "example.com/flag", true))));

        assertThat(Generation.of(resource)).isZero();
        assertThat(ManifestRules.problem(resource))
                .contains("metadata.annotations[\"example.com/flag\"] must be text, but is true; put it in quotes");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'hyperfleet.io/generation annotation must be > 0, got 0'",
        "'', hyperfleet.io/generation annotation is empty",
        "abc, 'invalid hyperfleet.io/generation annotation value \"abc\": strconv.ParseInt: parsing \"abc\": invalid"
                + " syntax'",
    })
    void aGenerationThatMustBeThereIsChecked(String text, String problem) {
        assertThat(Generation.validate(resource("a", text))).contains(problem);
        assertThat(Generation.validate(resource("a", "7"))).isEmpty();
    }

    private static Resource resource(String name, String generation) {
        return new Resource(
                Map.of("metadata", Map.of("name", name, "annotations", Map.of(Generation.ANNOTATION, generation))));
    }
}
