package io.hyperfleet.adapter.broker;

/** The full names of what a subscription is made of. The names of the dead letters are a contract with operators. */
record PubSubNames(String project, String topicId, String subscriptionId) {

    private static final String DEAD_LETTERS = "-dlq";

    String topic() {
        return "projects/" + project + "/topics/" + topicId;
    }

    String subscription() {
        return "projects/" + project + "/subscriptions/" + subscriptionId;
    }

    String deadLetterTopic() {
        return "projects/" + project + "/topics/" + subscriptionId + DEAD_LETTERS;
    }

    /** An error as operators know it. */
    String routerError(String cause) {
        return "router error on topic \"" + topicId + "\" (subscription: " + subscriptionId
                + "): cannot subscribe topic " + topicId + ": " + cause;
    }

    /** Keeps what was sent to {@link #deadLetterTopic}, for the command {@code dlq}. */
    String deadLetterSubscription() {
        return "projects/" + project + "/subscriptions/" + subscriptionId + DEAD_LETTERS;
    }
}
