package io.hyperfleet.adapter.standins;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that goes wrong on purpose: which requests it meets, how often, after what delay and in what way.
 *
 * <pre>{@code
 * http.inject(Fault.on("GET", "/clusters/.*").answering(503).times(2));
 * http.inject(Fault.on("PUT", "/statuses$").cuttingTheConnection());
 * }</pre>
 *
 * @param method the method it applies to, {@code *} for all
 * @param path found somewhere in the path of the request
 * @param limit how many requests it meets before it is over; {@link #ALWAYS} for no end
 * @param delay how long the request waits first
 * @param effect what happens then
 */
public record Fault(String method, Pattern path, int limit, Duration delay, Effect effect) {

    /** No limit on the number of requests. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    /** What happens to a request that meets a fault. */
    public sealed interface Effect {

        /** Nothing more: the stand-in answers as it would have. */
        record Proceed() implements Effect {}

        /** This answer instead of the stand-in's, which does not see the request. */
        record AnswerWith(int status, Map<String, String> headers, String body) implements Effect {}

        /** The connection ends without an answer; the stand-in does not see the request. */
        record CutConnection() implements Effect {}

        /** The stand-in does its work, then the connection ends in the middle of its answer. */
        record CutAnswer() implements Effect {}
    }

    /** A fault for these requests that so far does nothing, without end. */
    public static Fault on(String method, String pathRegex) {
        return new Fault(method, Pattern.compile(pathRegex), ALWAYS, Duration.ZERO, new Effect.Proceed());
    }

    public Fault times(int requests) {
        return new Fault(method, path, requests, delay, effect);
    }

    public Fault delayedBy(Duration wait) {
        return new Fault(method, path, limit, wait, effect);
    }

    public Fault answering(int status) {
        return answering(status, "");
    }

    /** Answers with this body, as JSON. */
    public Fault answering(int status, String body) {
        return with(new Effect.AnswerWith(status, Map.of("Content-Type", "application/json"), body));
    }

    /** Adds a header to an answer that was given before. */
    public Fault withHeader(String name, String value) {
        if (!(effect instanceof Effect.AnswerWith(int status, Map<String, String> headers, String body))) {
            throw new IllegalStateException("only a fault that answers has headers");
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return with(new Effect.AnswerWith(status, more, body));
    }

    public Fault cuttingTheConnection() {
        return with(new Effect.CutConnection());
    }

    public Fault cuttingTheAnswer() {
        return with(new Effect.CutAnswer());
    }

    boolean matches(ReceivedRequest request) {
        return (method.equals("*") || method.equals(request.method()))
                && path.matcher(request.path()).find();
    }

    static Answer answerOf(Effect.AnswerWith answer) {
        return new Answer.Complete(answer.status(), answer.headers(), answer.body());
    }

    private Fault with(Effect other) {
        return new Fault(method, path, limit, delay, other);
    }
}
