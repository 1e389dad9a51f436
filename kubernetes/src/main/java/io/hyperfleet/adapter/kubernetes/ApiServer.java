package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.Backoff;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.kubernetes.Cluster.Access;
import io.hyperfleet.adapter.kubernetes.Credential.UnavailableException;
import io.hyperfleet.adapter.tls.ConnectionFailure;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to the API server, one after the other for each caller, at the configured rate. What may succeed a moment
 * later is tried again within the deadline: timeouts, overload, internal errors, lost connections, and what a server may
 * not know yet that could not be reached a moment ago; a wait is never shorter than the server asks for.
 */
final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private static final String JSON = "application/json";

    /** With the waits between them about eight seconds in all. */
    private static final int MAX_ATTEMPTS = 10;

    /** Short, because it is also how late the return of a server may be noticed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Backoff BACKOFF =
            new Backoff(Backoff.Strategy.EXPONENTIAL, Duration.ofMillis(250), LONGEST_PAUSE);

    /** How long after an outage refusals may come from a server that has not read its data yet. */
    private static final Duration RESTART = Duration.ofSeconds(10);

    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(1);
    private static final int MAX_QUOTED_BODY = 200;

    /** Each is a connection. */
    private static final int MAX_UNDER_WAY = 100;

    private static final int MAX_WATCHES = 30;
    private static final int UNAUTHORIZED = 401;

    private final Cluster cluster;
    private final RateLimit rateLimit;
    private final RandomGenerator random;
    private final RequestObserver observer;
    private final Patience patience;
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY, true);
    private final Semaphore watches = new Semaphore(MAX_WATCHES);
    private final ServerWarnings warnings = new ServerWarnings();
    private volatile Deadline restarting = Deadline.in(Duration.ZERO);

    ApiServer(
            Cluster cluster, RateLimit rateLimit, RandomGenerator random, RequestObserver observer, Patience patience) {
        this.cluster = cluster;
        this.rateLimit = rateLimit;
        this.random = random;
        this.observer = observer;
        this.patience = patience;
    }

    /**
     * How long a server that does not answer is waited for, so that it cannot hold an event for as long as that may last.
     *
     * @param read for an attempt to read
     * @param write for an attempt to write, which admission webhooks may make slow
     * @param call for all attempts of a request: when it is over, no other one is made
     */
    record Patience(Duration read, Duration write, Duration call) {

        static final Patience STANDARD =
                new Patience(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(30));

        Duration of(String method) {
            return method.equals("GET") ? read : write;
        }
    }

    /** A reply and how long the server asks to wait before the next request; zero when it does not ask. */
    private record Attempt(Reply reply, Duration askedToWait) {

        static Attempt of(Reply reply) {
            return new Attempt(reply, Duration.ZERO);
        }
    }

    /**
     * Sends a request.
     *
     * @param path with query, everything escaped
     * @param body an object; null for none
     */
    Reply send(String method, String path, @Nullable Map<String, @Nullable Object> body, Deadline deadline) {
        return send(method, path, JSON, body, deadline);
    }

    /**
     * The same with a body of another type.
     *
     * @param contentType what the body, sent as JSON, is
     */
    Reply send(String method, String path, String contentType, @Nullable Object body, Deadline deadline) {
        @Nullable String json = null;
        if (body != null) {
            switch (JsonEncoder.encode(body)) {
                case JsonEncoder.Encoded.Text(String text) -> json = text;
                case JsonEncoder.Encoded.Unsupported(String reason) -> {
                    return new Reply.Impossible(reason);
                }
            }
        }
        Deadline end = Deadline.in(patience.call());
        for (int number = 1; ; number++) {
            Attempt attempt = attempt(method, path, contentType, json, deadline);
            boolean retryable = switch (attempt.reply()) {
                case Reply.Refused refused ->
                    refused.isRetryable() || (refused.mayBeIgnorance() && !restarting.expired());
                case Reply.Unreachable unreachable -> unreachable.mayPass();
                case Reply.Done _, Reply.Impossible _ -> false;
            };
            boolean givenUp = end.expired() && attempt.askedToWait().isZero();
            if (!retryable || givenUp || number == MAX_ATTEMPTS || !pause(method, path, number, attempt, deadline)) {
                return attempt.reply();
            }
        }
    }

    /**
     * Follows changes of objects until one of them is what is waited for.
     *
     * @param path of a watch
     * @param wanted gets each change: its {@code type} and its {@code object}
     */
    Watching watch(String path, Predicate<Map<String, @Nullable Object>> wanted, Duration limit)
            throws InterruptedException {
        if (!watches.tryAcquire()) {
            return Watching.REFUSED;
        }
        try {
            return rateLimit.await(Deadline.in(limit))
                    ? watch(path, wanted, limit, cluster.access())
                    : Watching.TIMED_OUT;
        } catch (UnavailableException e) {
            return Watching.REFUSED;
        } finally {
            watches.release();
        }
    }

    private Watching watch(String path, Predicate<Map<String, @Nullable Object>> wanted, Duration limit, Access access)
            throws InterruptedException {
        RequestObserver.Exchange seen =
                observer.started(RequestObserver.Service.KUBERNETES, "GET", cluster.url() + path);
        HttpRequest request = request("GET", path, JSON, null, limit, access, seen.headers());
        Watching end = Watching.until(access.http(), request, wanted, limit);
        if (end == Watching.REFUSED) {
            seen.failed("the watch was refused");
        } else {
            seen.answered(200);
        }
        return end;
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** Waits before the next attempt; false when there is no time for one. */
    private boolean pause(String method, String path, int number, Attempt attempt, Deadline deadline) {
        Duration backoff = BACKOFF.after(number, random);
        Duration wait = backoff.compareTo(attempt.askedToWait()) > 0 ? backoff : attempt.askedToWait();
        if (wait.compareTo(MAX_RETRY_AFTER) > 0 || deadline.remaining(wait).compareTo(wait) < 0) {
            return false;
        }
        if (attempt.reply() instanceof Reply.Failure failure) {
            LOG.warn(
                    "Kubernetes API request {} {} failed (attempt {}/{}), next attempt in {} ms: {}",
                    method,
                    path,
                    number,
                    MAX_ATTEMPTS,
                    wait.toMillis(),
                    failure.message());
        }
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Attempt attempt(String method, String path, String contentType, @Nullable String json, Deadline deadline) {
        String url = cluster.url() + path;
        try {
            if (!rateLimit.await(deadline)) {
                return Attempt.of(new Reply.Unreachable(
                        "client rate limiter Wait returned an error: context deadline exceeded", false));
            }
            Duration timeout = deadline.remaining(patience.of(method));
            if (timeout.isZero()) {
                return Attempt.of(new Reply.Unreachable(failed(method, url, "context deadline exceeded"), true));
            }
            if (!underWay.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return Attempt.of(new Reply.Unreachable(failed(method, url, "context deadline exceeded"), true));
            }
            try {
                return recognized(method, path, contentType, json, deadline.remaining(timeout));
            } finally {
                underWay.release();
            }
        } catch (UnavailableException e) {
            return Attempt.of(new Reply.Unreachable(failed(method, url, String.valueOf(e.getMessage())), false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.of(new Reply.Unreachable(failed(method, url, "context canceled"), false));
        }
    }

    /** An attempt, and another one with a new credential if the server does not accept the one we have. */
    private Attempt recognized(String method, String path, String contentType, @Nullable String json, Duration timeout)
            throws UnavailableException, InterruptedException {
        Access access = cluster.access();
        Attempt attempt = exchange(method, path, contentType, json, timeout, access);
        boolean isUnknown =
                attempt.reply() instanceof Reply.Refused(int code, String _, boolean _) && code == UNAUTHORIZED;
        return isUnknown && cluster.refused(access.proof())
                ? exchange(method, path, contentType, json, timeout, cluster.access())
                : attempt;
    }

    private Attempt exchange(
            String method, String path, String contentType, @Nullable String json, Duration timeout, Access access)
            throws InterruptedException {
        String url = cluster.url() + path;
        RequestObserver.Exchange seen = observer.started(RequestObserver.Service.KUBERNETES, method, url);
        HttpResponse<String> answer;
        try {
            HttpRequest request = request(method, path, contentType, json, timeout, access, seen.headers());
            answer = BoundedAnswer.of(access.http(), request, timeout);
        } catch (ExecutionException e) {
            cluster.failed();
            restarting = Deadline.in(RESTART);
            ConnectionFailure cause = ConnectionFailure.of(
                    e.getCause() == null ? e : e.getCause(), cluster.hostAndPort(), "certificate-authority");
            seen.failed(cause.text());
            return Attempt.of(new Reply.Unreachable(failed(method, url, cause.text()), cause.mayPass()));
        } catch (TimeoutException e) {
            seen.failed("context deadline exceeded");
            return Attempt.of(new Reply.Unreachable(failed(method, url, "context deadline exceeded"), true));
        } catch (InterruptedException e) {
            seen.failed("context canceled");
            throw e;
        } catch (IOException e) {
            String cause = String.valueOf(e.getMessage());
            seen.failed(cause);
            return Attempt.of(new Reply.Impossible(failed(method, url, cause)));
        }
        seen.answered(answer.statusCode());
        warnings.log(answer.headers(), method, path);
        return read(method, answer, answer.body());
    }

    private HttpRequest request(
            String method,
            String path,
            String contentType,
            @Nullable String json,
            Duration timeout,
            Access access,
            Map<String, String> headers) {
        HttpRequest.Builder builder = cluster.request(path, access.proof())
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Accept", JSON)
                .timeout(timeout.plusMillis(1));
        if (json != null) {
            builder.header("Content-Type", contentType);
        }
        headers.forEach(builder::header);
        return builder.build();
    }

    private static Attempt read(String method, HttpResponse<?> response, String body) {
        Map<String, @Nullable Object> object =
                switch (JsonDecoder.kubernetesObject().decodeObject(body)) {
                    case JsonDecoder.Decoded.Value(Object value) -> asObject(value);
                    case JsonDecoder.Decoded.Malformed _ -> Map.of();
                };
        int code = response.statusCode();
        if (code < 200 || code > 299) {
            boolean hasText = "Status".equals(object.get("kind"))
                    && object.get("message") instanceof String text
                    && !text.isEmpty();
            String message = hasText ? String.valueOf(object.get("message")) : genericMessage(method, code, body);
            boolean aboutAnObject = object.get("details") instanceof Map<?, ?> details && !details.isEmpty();
            return new Attempt(new Reply.Refused(code, message, aboutAnObject), retryAfter(response));
        }
        if (object.isEmpty()) {
            return Attempt.of(new Reply.Impossible(
                    "the server answered " + code + " with something that is no object: " + shortened(body)));
        }
        return Attempt.of(new Reply.Done(code == 201, object));
    }

    static Map<String, @Nullable Object> asObject(@Nullable Object value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> object.put(String.valueOf(key), member));
        }
        return object;
    }

    /** What the Go client says when the server's answer carries no text of its own. */
    private static String genericMessage(String method, int code, String body) {
        return switch (code) {
            case 400 -> "the server rejected our request for an unknown reason";
            case 401 -> "the server has asked for the client to provide credentials";
            case 403 -> "the server does not allow this method on the requested resource: " + shortened(body);
            case 404 -> "the server could not find the requested resource";
            case 405 -> "the server does not allow this method on the requested resource";
            case 409 ->
                method.equals("POST")
                        ? "the server reported a conflict: already exists"
                        : "the server reported a conflict";
            case 422 -> "the server rejected our request due to an error in our request";
            case 429 -> "the server has received too many requests and has asked us to try again later";
            case 503 -> "the server is currently unable to handle the request";
            case 504 ->
                "the server was unable to return a response in the time allotted, but may still be processing"
                        + " the request";
            default -> "an error on the server (\"" + shortened(body) + "\") has prevented the request from succeeding";
        };
    }

    private static String shortened(String body) {
        String text = body.strip();
        return text.length() <= MAX_QUOTED_BODY ? text : text.substring(0, MAX_QUOTED_BODY) + "…";
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        List<String> values = response.headers().allValues("Retry-After");
        boolean isSeconds = !values.isEmpty() && values.getFirst().matches("\\d{1,9}");
        return isSeconds ? Duration.ofSeconds(Long.parseLong(values.getFirst())) : Duration.ZERO;
    }

    private static String failed(String method, String url, String cause) {
        return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT) + " \"" + url + "\": " + cause;
    }
}
