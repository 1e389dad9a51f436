package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import io.hyperfleet.adapter.broker.DeadLetters.DeadLetter;
import io.hyperfleet.adapter.broker.DeadLetters.Decision;
import io.hyperfleet.adapter.broker.DeadLetters.Opened;
import io.hyperfleet.adapter.broker.DeadLetters.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was put aside with Google Pub/Sub, looked at through the official client. */
@Timeout(60)
class PubSubDeadLettersTest {

    private static final PubSubNames NAMES = new PubSubNames("p1", "clusters", "sub-1");

    private FakePubSub pubSub;
    private DeadLetters letters;

    @BeforeEach
    void putTwoMessagesAside() throws IOException {
        pubSub = FakePubSub.start();
        pubSub.createTopic(NAMES.topic());
        pubSub.createTopic(NAMES.deadLetterTopic());
        pubSub.createSubscription(NAMES.subscription(), NAMES.topic());
        pubSub.createSubscription(NAMES.deadLetterSubscription(), NAMES.deadLetterTopic());
        putAside("one");
        putAside("two");
        letters = open();
    }

    @AfterEach
    void close() {
        letters.close();
        pubSub.close();
    }

    @Test
    void eachIsShownWithItsReasonAndStays() throws Exception {
        List<DeadLetter> seen = new ArrayList<>();

        letters.review(letter -> {
            seen.add(letter);
            return Decision.KEEP;
        });

        assertThat(seen).extracting(PubSubDeadLettersTest::text).containsExactly("one", "two");
        assertThat(seen).extracting(DeadLetter::reason).containsOnly("no use");
        assertThat(seen).extracting(DeadLetter::quarantinedAt).containsOnly("2026-01-02T03:04:05Z");
        assertThat(messagesLeft()).isEqualTo(2);
    }

    @Test
    void oneIsDroppedAndTheOtherStays() throws Exception {
        letters.review(letter -> text(letter).equals("one") ? Decision.DROP : Decision.KEEP);

        assertThat(messagesLeft()).isEqualTo(1);
        assertThat(pubSub.messagesIn(NAMES.subscription())).isZero();
    }

    @Test
    void whatIsReplayedGoesToTheTopicWithoutWhatWasAddedToIt() throws Exception {
        letters.review(letter -> text(letter).equals("two") ? Decision.REPLAY : Decision.KEEP);

        assertThat(messagesLeft()).isEqualTo(1);
        assertThat(pubSub.next(NAMES.subscription()).getData().toStringUtf8()).isEqualTo("two");
        assertThat(pubSub.next(NAMES.subscription()).getAttributesMap()).isEqualTo(Map.of("origin", "test"));
    }

    @Test
    void whatIsPutAsideAgainMeanwhileIsNotReplayedAgain() throws Exception {
        List<String> replayed = new ArrayList<>();

        letters.review(letter -> {
            replayed.add(text(letter));
            pubSub.publishAt(NAMES.deadLetterTopic(), message(text(letter)), 5);
            return Decision.REPLAY;
        });

        assertThat(replayed).containsExactly("one", "two");
        assertThat(messagesLeft()).isEqualTo(2);
    }

    @Test
    void withoutASubscriptionItIsSaidWhichOneToCreate() {
        letters.close();
        letters = open(new PubSubNames("p1", "clusters", "other"));

        assertThatThrownBy(() -> letters.review(letter -> Decision.KEEP))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("there is no subscription projects/p1/subscriptions/other-dlq; create it on the topic"
                        + " projects/p1/topics/other-dlq to see what is sent there");
    }

    @Test
    void aServiceThatIsNotThereIsToldWithWhatToLookAt() {
        pubSub.close();

        assertThatThrownBy(() -> letters.review(letter -> Decision.KEEP))
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("subscription projects/p1/subscriptions/sub-1-dlq: UNAVAILABLE")
                .hasMessageEndingWith("or the emulator that PUBSUB_EMULATOR_HOST names?");
    }

    private DeadLetters open() {
        return open(NAMES);
    }

    private DeadLetters open(PubSubNames names) {
        Opened opened = PubSubDeadLetters.connect(names, Map.of("PUBSUB_EMULATOR_HOST", pubSub.host()));
        assertThat(opened).isInstanceOf(Opened.Ready.class);
        return ((Opened.Ready) opened).deadLetters();
    }

    private int messagesLeft() {
        return pubSub.messagesIn(NAMES.deadLetterSubscription());
    }

    private void putAside(String body) {
        pubSub.publish(NAMES.deadLetterTopic(), message(body));
    }

    private static PubsubMessage message(String body) {
        return PubsubMessage.newBuilder()
                .setData(ByteString.copyFromUtf8(body))
                .putAttributes("origin", "test")
                .putAttributes(DeadLetterQueue.REASON, "no use")
                .putAttributes(DeadLetterQueue.QUARANTINED_AT, "2026-01-02T03:04:05Z")
                .putAttributes("CloudPubSubDeadLetterSourceDeliveryCount", "5")
                .build();
    }

    private static String text(DeadLetter letter) {
        return new String(letter.body(), StandardCharsets.UTF_8);
    }
}
