package io.hyperfleet.adapter.api;

import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiRequest.Header;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.tls.ConnectionFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a request, redirects included, and a second one at once when the API refuses a token that was replaced
 * meanwhile. The token and the default headers go to the origin of the base URL and
 * nowhere else, neither by an absolute URL nor by a redirect.
 */
final class ApiExchange {

    private static final Logger LOG = LoggerFactory.getLogger(ApiExchange.class);

    private static final int MAX_REDIRECTS = 10;
    private static final int UNAUTHORIZED = 401;
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** Each is a connection. */
    private static final int MAX_UNDER_WAY = 100;

    private final HttpClient http;
    private final ApiSettings settings;
    private final InstantSource clock;
    private final @Nullable BearerToken token;
    private final @Nullable Origin home;
    private final ClockComparison clocks = new ClockComparison(LOG::warn);
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY, true);

    ApiExchange(HttpClient http, ApiSettings settings, InstantSource clock) {
        this.http = http;
        this.settings = settings;
        this.clock = clock;
        this.token = settings.token().map(file -> new BearerToken(file, clock)).orElse(null);
        this.home = originOf(settings.baseUrl());
    }

    /** What one attempt came to. */
    sealed interface Outcome {

        /**
         * Some answer.
         *
         * @param retryAfter how long the server asks to wait; zero when it does not ask
         */
        record Answered(int status, String body, Duration retryAfter) implements Outcome {}

        /** No answer; whether another attempt can help is told by the class. */
        record Broken(String cause, FailureClass classification) implements Outcome {}
    }

    /** A request on its way: what is left of it after the redirects so far. */
    private record Hop(
            String method,
            URI target,
            List<Header> headers,
            @Nullable String body) {}

    /** Whom a request is for, as it may be shown. */
    record Target(RequestObserver.Service service, String printableUrl) {}

    Target target(ApiRequest request) {
        String resolved = UrlRules.resolve(settings.baseUrl(), request.url());
        Origin origin = originOf(resolved);
        boolean atHome = origin != null && origin.equals(home);
        return new Target(
                atHome ? RequestObserver.Service.HYPERFLEET : RequestObserver.Service.EXTERNAL,
                UrlRules.printable(resolved));
    }

    /**
     * @param more headers besides those of the request; they win
     */
    Outcome send(ApiRequest request, Map<String, String> more, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        String resolved = UrlRules.resolve(settings.baseUrl(), request.url());
        URI target;
        try {
            target = UrlRules.wireForm(resolved);
        } catch (UrlSyntaxException e) {
            return terminal(
                    "failed to create HTTP request: parse \"" + UrlRules.printable(resolved) + "\": " + e.getMessage());
        }
        Hop hop = new Hop(
                request.method(),
                target,
                with(more, withBasicAuthentication(request.headers(), resolved)),
                WITH_BODY.contains(request.method()) ? request.body() : null);
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse<byte[]> response;
            try {
                response = exchange(hop, deadline - System.nanoTime());
            } catch (BearerToken.UnavailableException e) {
                return new Outcome.Broken(String.valueOf(e.getMessage()), FailureClass.TRANSIENT);
            } catch (RequestHeaders.InvalidException | IllegalArgumentException e) {
                return terminal(failed(hop, String.valueOf(e.getMessage())));
            } catch (LimitedBody.TooLargeException e) {
                return terminal(String.valueOf(e.getMessage()));
            } catch (IOException | TimeoutException e) {
                return new Outcome.Broken(failed(hop, failure(e, hop.target())), FailureClass.TRANSIENT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Outcome.Broken(failed(hop, "context canceled"), FailureClass.TRANSIENT);
            }
            if (isForReplacedToken(hop, response)) {
                continue;
            }
            Optional<Hop> next = redirect(hop, response);
            if (next.isEmpty()) {
                return answered(hop, response);
            }
            hop = next.get();
        }
        return terminal(failed(hop, "stopped after " + MAX_REDIRECTS + " redirects"));
    }

    /** Whether the API refused a token that the file does not hold any more. */
    private boolean isForReplacedToken(Hop hop, HttpResponse<byte[]> response) {
        if (response.statusCode() != UNAUTHORIZED
                || token == null
                || !Origin.of(hop.target()).equals(home)) {
            return false;
        }
        String sent = response.request().headers().firstValue("Authorization").orElse("");
        try {
            return !sent.equals("Bearer " + token.readAnew());
        } catch (BearerToken.UnavailableException e) {
            return false;
        }
    }

    private static List<Header> with(Map<String, String> more, List<Header> headers) {
        return Stream.concat(
                        headers.stream(),
                        more.entrySet().stream().map(header -> new Header(header.getKey(), header.getValue())))
                .toList();
    }

    /** User and password of an address travel as a header, unless the request brings its own. */
    private static List<Header> withBasicAuthentication(List<Header> headers, String address) {
        String userInfo;
        try {
            userInfo = UrlReference.parse(address).userInfo();
        } catch (UrlSyntaxException e) {
            return headers;
        }
        boolean hasOwn = headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("Authorization"));
        if (userInfo.isEmpty() || hasOwn) {
            return headers;
        }
        byte[] decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        String credentials = Base64.getEncoder().encodeToString(decoded);
        return Stream.concat(headers.stream(), Stream.of(new Header("Authorization", "Basic " + credentials)))
                .toList();
    }

    private HttpResponse<byte[]> exchange(Hop hop, long nanosLeft)
            throws BearerToken.UnavailableException, RequestHeaders.InvalidException, IOException, TimeoutException,
                    InterruptedException {
        long end = System.nanoTime() + nanosLeft;
        HttpRequest request = httpRequest(hop);
        if (!underWay.tryAcquire(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, LimitedBody.handler(settings.maxBodyBytes()));
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case IOException cause -> cause;
                case null, default -> new IOException(e.getCause());
            };
        } catch (TimeoutException | InterruptedException e) {
            answer.cancel(true);
            throw e;
        } finally {
            underWay.release();
        }
    }

    private HttpRequest httpRequest(Hop hop) throws BearerToken.UnavailableException, RequestHeaders.InvalidException {
        boolean atHome = Origin.of(hop.target()).equals(home);
        RequestHeaders headers = new RequestHeaders();
        if (atHome) {
            headers.add(settings.defaultHeaders());
        }
        headers.add(hop.headers()).bearer(atHome && token != null ? token.read() : null);
        if (hop.body() != null && !hop.body().isEmpty()) {
            headers.unlessSet("Content-Type", "application/json");
        }
        headers.unlessSet("User-Agent", settings.userAgent());

        // Over HTTP/2 a connection that fell silent would be used until TCP gives it up, because the client does not
        // ping.
        HttpRequest.Builder builder = HttpRequest.newBuilder(hop.target()).version(HttpClient.Version.HTTP_1_1);
        switch (hop.method()) {
            // Only these ways leave out the length of a body that the method does not have.
            case "GET" -> builder.GET();
            case "DELETE" -> builder.DELETE();
            default ->
                builder.method(
                        hop.method(),
                        hop.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(hop.body()));
        }
        headers.fields().forEach(builder::setHeader);
        return builder.build();
    }

    /** Where a redirect leads; empty for every other answer. */
    private Optional<Hop> redirect(Hop hop, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        boolean keepsMethod = status == 307 || status == 308;
        boolean becomesGet = status == 301 || status == 302 || status == 303;
        Optional<URI> location = response.headers().firstValue("Location").flatMap(text -> resolve(hop.target(), text));
        if ((!keepsMethod && !becomesGet) || location.isEmpty()) {
            return Optional.empty();
        }
        URI target = location.get();
        boolean sameOrigin = Origin.of(target).equals(Origin.of(hop.target()));
        return Optional.of(new Hop(
                keepsMethod ? hop.method() : "GET",
                target,
                sameOrigin ? hop.headers() : RequestHeaders.withoutCredentials(hop.headers()),
                keepsMethod ? hop.body() : null));
    }

    /** A redirect's target; empty when it is none that could be followed: then the redirect itself is the answer. */
    private static Optional<URI> resolve(URI from, String location) {
        try {
            return Optional.of(UrlRules.wireForm(from.resolve(location).toString()))
                    .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException | UrlSyntaxException e) {
            return Optional.empty();
        }
    }

    private Outcome answered(Hop hop, HttpResponse<byte[]> response) {
        if (Origin.of(hop.target()).equals(home)) {
            response.headers().firstValue("Date").ifPresent(date -> clocks.answered(date, clock.instant()));
        }
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .map(value -> RetryAfter.parse(value, clock.instant()))
                .orElse(Duration.ZERO);
        return new Outcome.Answered(
                response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), retryAfter);
    }

    private String failure(Exception e, URI target) {
        Origin origin = Origin.of(target);
        String authorities = settings.authorities().isPresent()
                ? "the certificates of the system and SSL_CERT_FILE"
                : "the certificates of the system; SSL_CERT_FILE names others";
        return ConnectionFailure.of(e, origin.host() + ":" + origin.port(), authorities)
                .text();
    }

    private static Outcome terminal(String cause) {
        return new Outcome.Broken(cause, FailureClass.TERMINAL);
    }

    private static String failed(Hop hop, String cause) {
        String method = hop.method().charAt(0) + hop.method().substring(1).toLowerCase(Locale.ROOT);
        return "HTTP request failed: " + method + " \"" + hop.target() + "\": " + cause;
    }

    private static @Nullable Origin originOf(String baseUrl) {
        try {
            return Origin.of(UrlRules.wireForm(baseUrl));
        } catch (UrlSyntaxException e) {
            return null;
        }
    }
}
