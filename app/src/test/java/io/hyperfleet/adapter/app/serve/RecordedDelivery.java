package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.broker.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A delivery that remembers every settlement it was given. */
final class RecordedDelivery implements Delivery {

    private final String body;
    private final List<String> settlements = new CopyOnWriteArrayList<>();

    RecordedDelivery(String body) {
        this.body = body;
    }

    static RecordedDelivery ofCluster(String eventId, String clusterId, int generation) {
        return new RecordedDelivery("""
                {"specversion":"1.0","id":"%s","type":"t","source":"s",
                 "data":{"id":"%s","kind":"Cluster","generation":%d}}
                """.formatted(eventId, clusterId, generation));
    }

    List<String> settlements() {
        return settlements;
    }

    @Override
    public byte[] body() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public boolean redelivered() {
        return false;
    }

    @Override
    public int earlierDeliveries() {
        return 0;
    }

    @Override
    public boolean isLost() {
        return false;
    }

    @Override
    public void acknowledge() {
        settlements.add("acknowledged");
    }

    @Override
    public void requeue() {
        settlements.add("requeued");
    }

    @Override
    public void quarantine(String reason) {
        settlements.add("quarantined");
    }
}
