package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.Metrics;
import io.hyperfleet.adapter.broker.CloudEvent;
import io.hyperfleet.adapter.broker.CloudEventDecoder;
import io.hyperfleet.adapter.broker.CloudEventDecoder.Decoded;
import io.hyperfleet.adapter.broker.Delivery;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries from the broker and puts them into their lanes. A message that is no event is counted, logged with its
 * reason and put aside at once, so that it can never stand in the way of others. Does not block and does not throw.
 */
final class EventIntake implements Consumer<Delivery> {

    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
    private static final Set<String> TRACE_EXTENSIONS = Set.of("traceparent", "tracestate");

    private final Lanes<EventPulse> lanes;
    private final SettlementPolicy policy;
    private final Settling settling;
    private final Metrics metrics;
    private final String topic;

    EventIntake(Lanes<EventPulse> lanes, SettlementPolicy policy, Settling settling, Metrics metrics, String topic) {
        this.lanes = lanes;
        this.policy = policy;
        this.settling = settling;
        this.metrics = metrics;
        this.topic = topic;
    }

    @Override
    public void accept(Delivery delivery) {
        LOG.debug("Received message from topic {}", topic);
        metrics.messages().consumed();
        switch (decode(delivery)) {
            case Decoded.Valid(CloudEvent event) -> submit(new EventPulse(event(event), delivery));
            case Decoded.Undecodable(String reason) -> {
                metrics.messages().undecodable();
                LOG.error(
                        "Failed to convert message to CloudEvent: failed to unmarshal event from JSON: {}; the message"
                                + " is put among the dead letters if there are some, else it is dropped",
                        reason);
                settling.settle(delivery, policy.undecodable(reason));
            }
        }
    }

    private static Decoded decode(Delivery delivery) {
        try {
            return CloudEventDecoder.decode(delivery.body(), delivery.headers());
        } catch (RuntimeException e) {
            LOG.debug("Decoding a message failed", e);
            return new Decoded.Undecodable("this is a bug of the adapter: " + e);
        }
    }

    private void submit(EventPulse pulse) {
        if (!lanes.submit(pulse)) {
            settling.settle(pulse, policy.notRun());
        }
    }

    private static Event event(CloudEvent event) {
        Map<String, String> trace = new HashMap<>(event.extensions());
        trace.keySet().retainAll(TRACE_EXTENSIONS);
        return new Event(event.id(), event.type(), event.source(), event.time(), EventData.parse(event.data()), trace);
    }
}
