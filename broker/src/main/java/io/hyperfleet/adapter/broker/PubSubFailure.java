package io.hyperfleet.adapter.broker;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import java.util.regex.Pattern;

/** Why something did not work with Google Pub/Sub, in words, and what somebody could do about it. */
final class PubSubFailure {

    /** The names of Java classes that the client library puts in front. */
    private static final Pattern CLASS_NAMES = Pattern.compile("^(?:[a-z]+\\.)+[A-Z]\\w*(?:\\$\\w+)*: ");

    private PubSubFailure() {}

    static String told(Throwable failure) {
        String text = CLASS_NAMES.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
        String advice =
                failure instanceof ApiException api ? advice(api.getStatusCode().getCode()) : "";
        return advice.isEmpty() ? text : text + "; " + advice;
    }

    private static String advice(StatusCode.Code code) {
        return switch (code) {
            case PERMISSION_DENIED ->
                "let somebody give the service account roles/pubsub.subscriber on the subscriptions and"
                        + " roles/pubsub.publisher on the topics, or roles/pubsub.editor where they are to be created";
            case UNAUTHENTICATED -> "set GOOGLE_APPLICATION_CREDENTIALS, or check Workload Identity";
            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                "is Google Pub/Sub reachable from here, or the emulator that " + PubSubClients.EMULATOR + " names?";
            default -> "";
        };
    }
}
