package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.hyperfleet.adapter.tls.ConnectionFailure;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why something did not work with a broker.
 *
 * @param text for people
 * @param refusal whether the broker answered and said no (wrong password, no permission, an object that exists with other
 *     properties), so that the same will happen again unless somebody changes something
 * @param advice what somebody could change; empty when that is not known
 */
record AmqpFailure(String text, boolean refusal, String advice) {

    private static final String CREDENTIALS =
            "set user and password of the broker in broker.rabbitmq.url or BROKER_RABBITMQ_URL";

    static AmqpFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal) {
                return of(signal);
            }
            if (cause instanceof AuthenticationFailureException) {
                return new AmqpFailure(
                        "Exception (403) Reason: \"username or password not allowed\"", true, CREDENTIALS);
            }
        }
        return new AmqpFailure(describe(failure), false, "");
    }

    static AmqpFailure of(ShutdownSignalException signal) {
        return switch (signal.getReason()) {
            case AMQP.Channel.Close close -> closed(close.getReplyCode(), close.getReplyText());
            case AMQP.Connection.Close close -> closed(close.getReplyCode(), close.getReplyText());
            case null, default -> new AmqpFailure(describe(rootOf(signal)), false, "");
        };
    }

    /** Whether the broker closed a channel because what was named does not exist. */
    static boolean isNotFound(Throwable failure) {
        return replyCode(failure) == AMQP.NOT_FOUND;
    }

    /** Why the broker closed a channel; 0 when it did not. */
    static int replyCode(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Channel.Close close) {
                return close.getReplyCode();
            }
        }
        return 0;
    }

    /** The same failure, with what was being done in front. */
    AmqpFailure during(String action) {
        return new AmqpFailure(action + ": " + text, refusal, advice);
    }

    /** What to show to people: the failure and what they can do about it. */
    String told() {
        return advice.isEmpty() ? text : text + "; " + advice;
    }

    private static AmqpFailure closed(int code, String reason) {
        boolean refusal = code == AMQP.ACCESS_REFUSED
                || code == AMQP.PRECONDITION_FAILED
                || code == AMQP.RESOURCE_LOCKED
                || code == AMQP.NOT_ALLOWED
                || code == AMQP.NOT_IMPLEMENTED
                || code == AMQP.COMMAND_INVALID;
        return new AmqpFailure("Exception (" + code + ") Reason: \"" + reason + "\"", refusal, advice(code));
    }

    private static String advice(int code) {
        return switch (code) {
            case AMQP.ACCESS_REFUSED ->
                "let somebody give the user of broker.rabbitmq.url the permissions configure, write and read for what is"
                        + " named here (rabbitmqctl set_permissions)";
            case AMQP.PRECONDITION_FAILED ->
                "it exists with other properties: set them in broker.yaml, for example exchange_type, or delete it";
            case AMQP.NOT_ALLOWED ->
                "check the virtual host, the path of broker.rabbitmq.url, and that the user may use it (rabbitmqctl"
                        + " list_permissions)";
            case AMQP.RESOURCE_LOCKED -> "another consumer has it for itself alone: end that one";
            default -> "";
        };
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String describe(Throwable failure) {
        String message = messageOf(failure);
        return switch (failure) {
            case UnknownHostException _ -> "unknown host " + message;
            case TimeoutException _ -> "no answer in time";
            case SSLException _ ->
                ConnectionFailure.of(failure, "", "cacertfile in broker.rabbitmq.url")
                        .text();
            default -> message.isEmpty() ? failure.getClass().getSimpleName() : message;
        };
    }

    private static String messageOf(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? "" : message;
    }
}
