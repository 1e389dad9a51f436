package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.broker.Delivery;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;

/** An event that waits for its turn, with the delivery to settle afterwards. */
record EventPulse(Event event, EventKey key, Delivery delivery) implements Lanes.Pulse {

    EventPulse(Event event, Delivery delivery) {
        this(event, EventKey.of(event), delivery);
    }

    @Override
    public long generation() {
        return switch (event.data()) {
            case EventData.Parsed(var _, EventData.Reference reference) -> reference.generation();
            case EventData.Unreadable _ -> 0;
        };
    }
}
