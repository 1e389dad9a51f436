package io.hyperfleet.adapter.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private static final List<String> NAMES =
            List.of("clusterId", "generation", "retry_attempts", "propagationPolicy", "name", "url");

    @ParameterizedTest
    @CsvSource({
        "clusterID, clusterId",
        "retry_atempts, retry_attempts",
        "retryAttempts, retry_attempts",
        "propagation_policy, propagationPolicy",
        "nmae, name",
        "nme, name",
        "geneartion, generation"
    })
    void aSlipLeadsToTheNearestName(String written, String meant) {
        assertThat(Suggestions.nearest(written, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"zebra", "x", "cluster_status", "uri_of_the_thing"})
    void whatIsNearNothingLeadsNowhere(String written) {
        assertThat(Suggestions.nearest(written, NAMES)).isEmpty();
    }

    @Test
    void endlessNamesAreNotCompared() {
        assertThat(Suggestions.nearest("n".repeat(1_000_000), NAMES)).isEmpty();
    }
}
