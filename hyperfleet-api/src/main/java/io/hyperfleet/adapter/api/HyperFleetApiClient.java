package io.hyperfleet.adapter.api;

import io.hyperfleet.adapter.api.ApiExchange.Outcome;
import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Backoff;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.StatusPhrase;
import io.hyperfleet.adapter.tls.FileTrust;
import io.hyperfleet.adapter.tls.Pem;
import io.hyperfleet.adapter.tls.TrustAndIdentity;
import io.hyperfleet.gotemplate.GoDuration;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HyperFleet API over HTTP, for many threads at once.
 *
 * <p>An attempt is repeated when no answer came or the answer was 408, 429 or 5xx, whatever the method: the API's writes
 * may be repeated. A wait is never shorter than the server asks for with {@code Retry-After}, and a call gives up at once
 * when the next attempt would come after the deadline. What the server asks of one call holds for all. Nothing below this class repeats a request.
 */
public final class HyperFleetApiClient implements HyperFleetApi, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HyperFleetApiClient.class);

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** A server that asks for more patience than this is not waited for. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(1);

    /** Begins with what runbooks search for when it is the event, not the request, that took too long. */
    private static final String TIME_IS_UP = "context canceled: the event has no time left";

    private final ApiSettings settings;
    private final RandomGenerator random;
    private final ExecutorService executor;
    private final HttpClient http;
    private final ApiExchange exchange;
    private final RequestObserver observer;
    private final Connectivity connectivity;
    private final QuietTime quietTime = new QuietTime();

    /**
     * @param observer told of every attempt
     */
    public HyperFleetApiClient(
            ApiSettings settings,
            ProxySelector proxies,
            InstantSource clock,
            RandomGenerator random,
            RequestObserver observer) {
        this.settings = settings;
        this.observer = observer;
        this.random = random;
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies)
                .executor(executor);
        settings.authorities()
                .flatMap(HyperFleetApiClient::trust)
                .ifPresent(trust -> builder.sslContext(TrustAndIdentity.context(trust, Optional.empty())));
        this.http = builder.build();
        this.exchange = new ApiExchange(http, settings, clock);
        this.connectivity = new Connectivity(settings.baseUrl(), proxies);
    }

    /** As in Go programs a file that cannot be used does not end the start. */
    private static Optional<FileTrust> trust(Path file) {
        try {
            return Optional.of(new FileTrust(file));
        } catch (Pem.UnusableException e) {
            LOG.warn("The HyperFleet API is checked against the certificates of the system only: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String address(String url) {
        return settings.urls().address(url);
    }

    /** Whether a connection to the API, or to the proxy on the way, can be made now. Sends no request; may take 2 s. */
    public boolean canConnect() {
        return connectivity.check();
    }

    @Override
    public ApiResult call(ApiRequest request, Deadline deadline) {
        if (!METHODS.contains(request.method())) {
            String cause = "unsupported HTTP method: " + request.method();
            return failure(request, null, 0, cause, FailureClass.TERMINAL);
        }
        int attempts = request.retryAttempts() > 0 ? request.retryAttempts() : settings.retryAttempts();
        ApiResult.@Nullable Response refusal = null;
        for (int attempt = 1; ; attempt++) {
            if (deadline.expired()) {
                return failure(request, refusal, attempt - 1, TIME_IS_UP, FailureClass.TRANSIENT);
            }
            String unrest = isHome(request) ? awaitQuietTime(deadline) : null;
            if (unrest != null) {
                return failure(request, refusal, attempt - 1, unrest, FailureClass.TRANSIENT);
            }
            LOG.debug("HyperFleet API request: {} {}", request.method(), UrlRules.printable(request.url()));
            Outcome outcome = attempt(request, deadline);
            if (outcome instanceof Outcome.Answered answer) {
                LOG.debug("HyperFleet API response: {} {}", answer.status(), StatusPhrase.of(answer.status()));
                if (!isRetried(answer.status())) {
                    return response(answer, attempt);
                }
                refusal = response(answer, attempt);
            }
            Setback setback = setback(outcome, attempt, attempts);
            if (isHome(request)) {
                quietTime.extend(setback.askedToWait());
            }
            if (setback.classification() == FailureClass.TERMINAL || attempt >= attempts) {
                return failure(request, refusal, attempt, setback.cause(), setback.classification());
            }
            Duration wait = longer(backoffOf(request).after(attempt, random), setback.askedToWait());
            String obstacle = setback.askedToWait().compareTo(MAX_RETRY_AFTER) > 0
                    ? asksToWait(setback.askedToWait())
                    : pause(wait, deadline);
            if (obstacle != null) {
                return failure(request, refusal, attempt, setback.cause() + "; " + obstacle, FailureClass.TRANSIENT);
            }
        }
    }

    private Outcome attempt(ApiRequest request, Deadline deadline) {
        ApiExchange.Target target = exchange.target(request);
        RequestObserver.Exchange seen = observer.started(target.service(), request.method(), target.printableUrl());
        Outcome outcome = exchange.send(request, seen.headers(), deadline.remaining(timeoutOf(request)));
        switch (outcome) {
            case Outcome.Answered answer -> seen.answered(answer.status());
            case Outcome.Broken(String cause, FailureClass _) -> seen.failed(cause);
        }
        return outcome;
    }

    /** Ends the connections. Calls that still run end with a failure. */
    @Override
    public void close() {
        http.shutdownNow();
        executor.shutdownNow();
    }

    /** Whether the request goes to the API itself; {@link #address} leaves absolute only what leads elsewhere. */
    private static boolean isHome(ApiRequest request) {
        return !request.url().startsWith("http://") && !request.url().startsWith("https://");
    }

    /** Leaves the server alone as long as it wants; why that cannot be, or null when it may be called. */
    private @Nullable String awaitQuietTime(Deadline deadline) {
        Duration left = quietTime.left();
        if (left.isZero()) {
            return null;
        }
        return left.compareTo(MAX_RETRY_AFTER) > 0 ? asksToWait(left) : pause(left, deadline);
    }

    private static String asksToWait(Duration wait) {
        return "the server asks to wait " + wait.toSeconds() + "s";
    }

    private Duration timeoutOf(ApiRequest request) {
        Duration own = request.timeout();
        return own != null && own.isPositive() ? own : settings.timeout();
    }

    private Backoff backoffOf(ApiRequest request) {
        Backoff backoff = settings.backoff();
        String strategy = request.retryBackoff();
        return strategy == null
                ? backoff
                : new Backoff(
                        Backoff.Strategy.of(strategy).orElse(Backoff.Strategy.CONSTANT),
                        backoff.baseDelay(),
                        backoff.maxDelay());
    }

    /** Why an attempt was not the last one needed. */
    private record Setback(String cause, FailureClass classification, Duration askedToWait) {}

    private static Setback setback(Outcome outcome, int attempt, int attempts) {
        return switch (outcome) {
            case Outcome.Answered(int status, String _, Duration retryAfter) -> {
                LOG.warn(
                        "HyperFleet API request returned retryable status {} (attempt {}/{})",
                        status,
                        attempt,
                        attempts);
                String cause = "HTTP " + status + ": " + StatusPhrase.of(status);
                yield new Setback(cause, FailureClass.TRANSIENT, retryAfter);
            }
            case Outcome.Broken(String cause, FailureClass classification) -> {
                LOG.warn("HyperFleet API request failed (attempt {}/{}): {}", attempt, attempts, cause);
                yield new Setback(cause, classification, Duration.ZERO);
            }
        };
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static boolean isRetried(int status) {
        return status == 408 || status == 429 || (status >= 500 && status <= 599);
    }

    private static ApiResult.Response response(Outcome.Answered answer, int attempt) {
        return new ApiResult.Response(answer.status(), StatusPhrase.of(answer.status()), answer.body(), attempt);
    }

    /** Waits before the next attempt; what stands in its way, or null when the wait is over. */
    private static @Nullable String pause(Duration wait, Deadline deadline) {
        if (deadline.remaining(wait).compareTo(wait) < 0) {
            return TIME_IS_UP + " for the next attempt in " + wait.toMillis() + "ms";
        }
        LOG.info("Retrying in {}...", GoDuration.format(wait));
        try {
            Thread.sleep(wait);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "context canceled during retry";
        }
    }

    private static ApiResult failure(
            ApiRequest request,
            ApiResult.@Nullable Response refusal,
            int attempts,
            String cause,
            FailureClass classification) {
        String status = refusal == null ? null : refusal.status() + " " + refusal.reason();
        String message = ErrorText.of(request.method(), request.url(), status, attempts, cause);
        return new ApiResult.Failure(message, refusal, attempts, classification);
    }
}
