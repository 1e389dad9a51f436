package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which events are about the same thing, so that only the newest of them is run. */
class EventKeyTest {

    private static final String NO_RESOURCE = "{\"size\":3}";

    @Test
    void eventsThatNameTheSameResourceShareItsKey() {
        String resource = "{\"kind\":\"Cluster\",\"id\":\"c1\"}";

        assertThat(key("a", "1", resource)).isEqualTo(key("b", "2", resource));
    }

    @Test
    void anEventThatNamesNoResourceIsKnownAgainBySourceAndId() {
        assertThat(key("a", "1", NO_RESOURCE)).isEqualTo(key("a", "1", NO_RESOURCE));
        assertThat(key("a", "1", NO_RESOURCE))
                .isNotEqualTo(key("a", "2", NO_RESOURCE))
                .isNotEqualTo(key("b", "1", NO_RESOURCE));
    }

    @Test
    void anEventThatNamesNeitherResourceNorItselfStandsForNoOther() {
        assertThat(key("a", "", NO_RESOURCE)).isNotEqualTo(key("a", "", NO_RESOURCE));
    }

    private static EventKey key(String source, String id, String data) {
        return EventKey.of(new Event(id, "t", source, null, EventData.parse(data), Map.of()));
    }
}
