package io.hyperfleet.adapter.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFieldsTest {

    private static Map<String, Object> fieldsOf(String data) {
        return EventFields.of(new Event("e1", "t", "s", null, EventData.parse(data), Map.of()));
    }

    @Test
    void theKindNamesTheFieldOfTheId() {
        assertThat(fieldsOf("{\"id\":\"c1\",\"kind\":\"Cluster\"}"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("event_id", "e1", "cluster_id", "c1"));
    }

    @Test
    void anOwnedResourceNamesItsKindAndItsOwner() {
        assertThat(
                        fieldsOf(
                                "{\"id\":\"np1\",\"kind\":\"NodePool\",\"generation\":7,\"owner_references\":{\"id\":\"c9\",\"kind\":\"Cluster\"}}"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "event_id", "e1",
                        "resource_type", "NodePool",
                        "resource_id", "np1",
                        "nodepool_id", "np1",
                        "observed_generation", 7L,
                        "cluster_id", "c9"));
    }

    @Test
    void aKindThatIsNoNameCannotForgeFields() {
        String kind = "a\\\"b=c " + "x".repeat(200);

        assertThat(fieldsOf("{\"id\":\"1\",\"kind\":\"" + kind + "\"}").keySet())
                .allMatch(name -> name.matches("[a-z0-9_]{1,66}"));
    }

    @Test
    void dataThatCannotBeReadGivesNoFields() {
        assertThat(fieldsOf("[1]")).containsOnlyKeys("event_id");
    }
}
