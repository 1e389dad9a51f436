package io.hyperfleet.adapter.broker;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.pubsub.v1.PubsubMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message of Google Pub/Sub. What is put aside is published to the topic of the dead letters before it is let go. */
final class PubSubDelivery implements Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(PubSubDelivery.class);
    private static final long RETRY_SECONDS = 5;

    /** Of an attribute's value, by Pub/Sub's own rule: a longer one would be refused, again and again. */
    private static final int MAX_ATTRIBUTE_BYTES = 1_024;

    private static final String CUT = "...";

    private final PubsubMessage message;
    private final AckReplyConsumer reply;
    private final Publisher deadLetters;
    private final AtomicBoolean settled = new AtomicBoolean();

    PubSubDelivery(PubsubMessage message, AckReplyConsumer reply, Publisher deadLetters) {
        this.message = message;
        this.reply = reply;
        this.deadLetters = deadLetters;
    }

    @Override
    public byte[] body() {
        return message.getData().toByteArray();
    }

    @Override
    public Map<String, String> headers() {
        return message.getAttributesMap();
    }

    @Override
    public boolean redelivered() {
        return earlierDeliveries() > 0;
    }

    @Override
    public int earlierDeliveries() {
        @Nullable Integer attempt = Subscriber.getDeliveryAttempt(message);
        return attempt == null ? 0 : Math.max(0, attempt - 1);
    }

    /** Never: a message is leased, not bound to a connection. */
    @Override
    public boolean isLost() {
        return false;
    }

    @Override
    public void acknowledge() {
        if (settled.compareAndSet(false, true)) {
            reply.ack();
        }
    }

    @Override
    public void requeue() {
        if (settled.compareAndSet(false, true)) {
            reply.nack();
        }
    }

    @Override
    public void quarantine(String reason) {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        PubsubMessage copy = PubsubMessage.newBuilder()
                .setData(message.getData())
                .putAllAttributes(message.getAttributesMap())
                .putAttributes(DeadLetterQueue.REASON, shortened(reason))
                .putAttributes(DeadLetterQueue.QUARANTINED_AT, Instant.now().toString())
                .build();
        ApiFuture<String> published = deadLetters.publish(copy);
        ApiFutures.addCallback(published, new Published(), MoreExecutors.directExecutor());
    }

    private static String shortened(String reason) {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_ATTRIBUTE_BYTES) {
            return reason;
        }
        int end = MAX_ATTRIBUTE_BYTES - CUT.length();
        while (isInsideCharacter(bytes[end])) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }

    private static boolean isInsideCharacter(byte utf8) {
        return (utf8 & 0xC0) == 0x80;
    }

    private final class Published implements ApiFutureCallback<String> {

        @Override
        public void onSuccess(String messageId) {
            reply.ack();
        }

        @Override
        public void onFailure(Throwable failure) {
            if (failure instanceof NotFoundException) {
                LOG.error("A message that is put aside is dropped: there is no topic for dead letters");
                reply.ack();
                return;
            }
            LOG.error(
                    "A message that is put aside is delivered again, the dead letters do not take it: {}",
                    failure.getMessage());
            CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS).execute(reply::nack);
        }
    }
}
