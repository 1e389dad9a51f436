package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDataTest {

    @Test
    void membersAreKeptAsSentAndTheReferenceIsRead() {
        EventData data = EventData.parse("{\"id\":\"np1\",\"kind\":\"NodePool\",\"generation\":7,\"more\":1,"
                + "\"owner_references\":{\"id\":\"c9\",\"kind\":\"Cluster\",\"href\":\"/c9\"}}");

        assertThat(data).isInstanceOfSatisfying(EventData.Parsed.class, parsed -> {
            assertThat(parsed.members()).containsEntry("more", 1.0).containsEntry("generation", 7.0);
            assertThat(parsed.reference())
                    .isEqualTo(new EventData.Reference(
                            "np1", "NodePool", "", 7, Optional.of(new EventData.Owner("c9", "Cluster", "/c9"))));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}"})
    void nothingIsAsGoodAsNoMembers(String json) {
        assertThat(EventData.parse(json))
                .isInstanceOfSatisfying(
                        EventData.Parsed.class,
                        parsed -> assertThat(parsed.members()).isEqualTo(Map.of()));
    }

    @Test
    void namesOfTheReferenceMayBeWrittenInAnyCase() {
        assertThat(EventData.parse("{\"ID\":\"zz\"}"))
                .isInstanceOfSatisfying(
                        EventData.Parsed.class,
                        parsed -> assertThat(parsed.reference().id()).isEqualTo("zz"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|json: cannot unmarshal array into Go value of type executor.EventData",
                "5|json: cannot unmarshal number into Go value of type executor.EventData",
                "this|invalid character 'h' in literal true (expecting 'r')",
                "{\"generation\":\"5\"}|json: cannot unmarshal string into Go struct field EventData.generation of type int64",
                "{\"generation\":5.5}|json: cannot unmarshal number 5.5 into Go struct field EventData.generation of type int64",
                "{\"id\":5}|json: cannot unmarshal number into Go struct field EventData.id of type string",
                "{\"owner_references\":[]}|json: cannot unmarshal array into Go struct field EventData.owner_references of type executor.ResourceRef",
            })
    void anythingElseIsUnreadableForAReason(String json, String reason) {
        assertThat(EventData.parse(json))
                .isEqualTo(new EventData.Unreadable("failed to unmarshal to EventData: error=" + reason));
    }

    @Test
    void aGenerationWithAFractionIsRefusedEvenWhenItIsZero() {
        assertThat(EventData.parse("{\"generation\":5.0}")).isInstanceOf(EventData.Unreadable.class);
    }
}
