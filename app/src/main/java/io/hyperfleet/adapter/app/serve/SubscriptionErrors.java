package io.hyperfleet.adapter.app.serve;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two lines that operators search for when a broker will not serve us. */
final class SubscriptionErrors {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionErrors.class);

    private SubscriptionErrors() {}

    static void log(String error) {
        LOG.atError().addKeyValue("error", error).log("Subscription error");
        LOG.error("Fatal subscription error, shutting down");
    }
}
