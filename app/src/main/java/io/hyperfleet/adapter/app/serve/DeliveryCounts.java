package io.hyperfleet.adapter.app.serve;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often this process returned an event to the broker, for brokers that do not count deliveries themselves (RabbitMQ's
 * classic queues). Remembers the last {@value #MAX_REMEMBERED} events. Safe for use by any thread.
 */
final class DeliveryCounts {

    private static final int MAX_REMEMBERED = 10_000;

    /** What names an event. */
    private record Name(String source, String id) {

        static Name of(EventPulse pulse) {
            return new Name(pulse.event().source(), pulse.event().id());
        }
    }

    private final Map<Name, Integer> returned = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Integer> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** Which delivery of the event this is, from 1, by what the broker says and what is remembered. */
    synchronized int of(EventPulse pulse) {
        int before = returned.getOrDefault(Name.of(pulse), 0);
        return 1 + Math.max(before, pulse.delivery().earlierDeliveries());
    }

    synchronized void returned(EventPulse pulse) {
        returned.merge(Name.of(pulse), 1, Integer::sum);
    }

    synchronized void settled(EventPulse pulse) {
        returned.remove(Name.of(pulse));
    }
}
