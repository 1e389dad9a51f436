package io.hyperfleet.adapter.app.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;

/** Counts and times the messages of the broker and what becomes of them. */
public final class MessageMetrics {

    private final String topic;
    private final String adapterName;
    private final Counter consumed;
    private final Counter errors;
    private final Histogram duration;
    private final Counter settlementsTooLate;
    private final Counter returned;
    private final Counter quarantined;

    MessageMetrics(MetricFactory program, String topic, String adapterName) {
        this.topic = topic;
        this.adapterName = adapterName;
        consumed = program.counter(
                "hyperfleet_broker_messages_consumed_total",
                "Total number of messages consumed from the broker.",
                "topic");
        errors = program.counter(
                "hyperfleet_broker_errors_total", "Total number of message processing errors.", "topic", "error_type");
        duration = program.seconds(
                "hyperfleet_broker_message_duration_seconds", "Duration of message processing in seconds.", "topic");
        settlementsTooLate = program.counter(
                "hyperfleet_broker_settlements_too_late_total",
                "Total number of settlements dropped because the connection of their message had ended.",
                "topic");
        returned = program.counter(
                "hyperfleet_adapter_nacks_total", "Total number of events returned to the broker", "adapter");
        quarantined = program.counter(
                "hyperfleet_adapter_dlq_messages_total",
                "Total number of messages put among the dead letters or dropped",
                "adapter");
        settlementsTooLate.initLabelValues(topic);
        returned.initLabelValues(adapterName);
        quarantined.initLabelValues(adapterName);
    }

    /** Redeliveries count as well. */
    public void consumed() {
        consumed.labelValues(topic).inc();
    }

    public void undecodable() {
        errors.labelValues(topic, "conversion").inc();
    }

    public void handled(Duration took) {
        duration.labelValues(topic).observe(MetricFactory.inSeconds(took));
    }

    public void settlementTooLate() {
        settlementsTooLate.labelValues(topic).inc();
    }

    public void returned() {
        returned.labelValues(adapterName).inc();
    }

    public void quarantined() {
        quarantined.labelValues(adapterName).inc();
    }
}
