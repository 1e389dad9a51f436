package io.hyperfleet.adapter.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps what arrives and what is told, for the test to wait for. */
final class RecordingConsumer implements Consumer<Delivery>, SubscriptionListener {

    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> states = new LinkedBlockingQueue<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void consuming() {
        states.add("consuming");
    }

    @Override
    public void interrupted(String reason) {
        states.add("interrupted");
    }

    @Override
    public void settlementTooLate() {
        states.add("too late");
    }

    @Override
    public void failed(String error) {
        failures.add(error);
        states.add("failed");
    }

    Delivery next() throws InterruptedException {
        Delivery delivery = deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("no message arrived; the states were " + states);
        }
        return delivery;
    }

    String nextState() throws InterruptedException {
        return nextState(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    String nextState(Duration patience) throws InterruptedException {
        String state = states.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (state == null) {
            throw new AssertionError("nothing was told");
        }
        return state;
    }

    int waiting() {
        return deliveries.size();
    }

    List<String> failures() {
        return failures;
    }
}
