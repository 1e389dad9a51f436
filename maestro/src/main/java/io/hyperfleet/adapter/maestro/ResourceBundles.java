package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.run.Backoff;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.StatusPhrase;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.tls.ConnectionFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads works from Maestro's REST interface. What may succeed a moment later, that is a lost connection or an error
 * inside the server, is tried again within the deadline.
 */
final class ResourceBundles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceBundles.class);

    private static final String PATH = "/api/maestro/v1/resource-bundles";
    private static final int PAGE_SIZE = 400;
    private static final int MAX_PAGES = 1000;
    private static final long MAX_BODY_BYTES = 64L * 1024 * 1024;
    private static final Backoff BACKOFF =
            new Backoff(Backoff.Strategy.EXPONENTIAL, Duration.ofMillis(500), Duration.ofSeconds(1));

    private final HttpClient http;
    private final String base;
    private final String address;
    private final MaestroSettings settings;
    private final RandomGenerator random;
    private final RequestObserver observer;

    ResourceBundles(
            URI server,
            MaestroSettings settings,
            Optional<SSLContext> tls,
            RandomGenerator random,
            RequestObserver observer) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .proxy(settings.proxies());
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
        this.base = settings.httpAddress().replaceFirst("/+$", "") + PATH;
        this.address = server.getAuthority();
        this.settings = settings;
        this.random = random;
        this.observer = observer;
    }

    /** What reading came to. */
    sealed interface Found<T> {

        record Value<T>(T value) implements Found<T> {}

        /**
         * @param transientCause whether the same request may succeed later
         */
        record Failed<T>(String message, boolean transientCause) implements Found<T> {}
    }

    /** The work of that id; empty when there is none. */
    Found<Optional<StoredWork>> get(String id, Deadline deadline) {
        return switch (send(base + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8), deadline)) {
            case Reply.Failed(String message, boolean transientCause, boolean _) ->
                new Found.Failed<>(message, transientCause);
            case Reply.NotFound() -> new Found.Value<>(Optional.empty());
            case Reply.Body(Map<String, @Nullable Object> bundle) ->
                StoredWork.of(bundle)
                        .<Found<Optional<StoredWork>>>map(work -> new Found.Value<>(Optional.of(work)))
                        .orElseGet(() -> new Found.Failed<>(
                                "Internal error occurred: the answer for " + id
                                        + " is no resource bundle with a version",
                                false));
        };
    }

    /** All works of ours for a consumer. */
    Found<List<StoredWork>> list(String consumer, Deadline deadline) {
        String search = "source=" + quoted(settings.sourceId()) + " and consumer_name=" + quoted(consumer);
        // Ordered, so that no page misses a work because another one changed meanwhile.
        String query =
                "&search=" + URLEncoder.encode(search, StandardCharsets.UTF_8) + "&size=" + PAGE_SIZE + "&orderBy=id";
        Map<String, StoredWork> works = new LinkedHashMap<>();
        for (int page = 1; page <= MAX_PAGES; page++) {
            switch (send(base + "?page=" + page + query, deadline)) {
                case Reply.Failed(String message, boolean transientCause, boolean _) -> {
                    return new Found.Failed<>(message, transientCause);
                }
                case Reply.NotFound() -> {
                    return new Found.Failed<>("Internal error occurred: 404 Not Found", false);
                }
                case Reply.Body(Map<String, @Nullable Object> answer) -> {
                    List<?> items = answer.get("items") instanceof List<?> list ? list : List.of();
                    for (Object item : items) {
                        Optional<StoredWork> work = StoredWork.of(object(item));
                        if (work.isEmpty()) {
                            return new Found.Failed<>(
                                    "Internal error occurred: the list holds an item without a version", false);
                        }
                        works.put(work.get().id(), work.get());
                    }
                    if (items.size() < PAGE_SIZE) {
                        return new Found.Value<>(new ArrayList<>(works.values()));
                    }
                }
            }
        }
        return new Found.Failed<>("Internal error occurred: more than " + MAX_PAGES + " pages of works", false);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** What came back, after all attempts. */
    private sealed interface Reply {

        record Body(Map<String, @Nullable Object> object) implements Reply {}

        record NotFound() implements Reply {}

        /**
         * @param nobodyThere whether the server may just be restarting
         */
        record Failed(String message, boolean transientCause, boolean nobodyThere) implements Reply {}
    }

    private Reply send(String url, Deadline deadline) {
        Deadline endOfOutage = Deadline.in(settings.retries().outage());
        for (int attempt = 1; ; attempt++) {
            Reply reply = attempt(url, deadline);
            if (!(reply instanceof Reply.Failed(String message, boolean transientCause, boolean nobodyThere))
                    || !transientCause) {
                return reply;
            }
            Duration wait = BACKOFF.after(attempt, random);
            boolean hasTime = deadline.remaining(wait).compareTo(wait) >= 0;
            if (!hasTime || !settings.retries().goOn(attempt, nobodyThere, endOfOutage)) {
                return reply;
            }
            LOG.warn("Maestro read failed, retrying (attempt {}): {}", attempt, message);
            try {
                Thread.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return reply;
            }
        }
    }

    private Reply attempt(String url, Deadline deadline) {
        Duration limit = deadline.remaining(settings.timeout());
        if (limit.isZero()) {
            return failed(url, "context deadline exceeded", false);
        }
        RequestObserver.Exchange seen = observer.started(RequestObserver.Service.MAESTRO, "GET", url);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", "application/json")
                .header("User-Agent", settings.fullUserAgent())
                .GET();
        seen.headers().forEach(request::setHeader);
        HttpResponse<String> response;
        try {
            response = exchange(request.build(), limit);
        } catch (IOException e) {
            ConnectionFailure cause = ConnectionFailure.of(e, address, "http_ca_file or ca_file");
            seen.failed(cause.text());
            return failed(url, cause.text(), cause.mayPass());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            seen.failed("context canceled");
            return failed(url, "context canceled", false);
        }
        seen.answered(response.statusCode());
        return read(response);
    }

    /** The limit of the library ends with the headers of the answer; this one holds for its body, too. */
    private HttpResponse<String> exchange(HttpRequest request, Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BODY_BYTES));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("request timed out");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static Reply read(HttpResponse<String> response) {
        int code = response.statusCode();
        if (code == 404) {
            return new Reply.NotFound();
        }
        if (code < 200 || code > 299) {
            boolean nobodyBehind = code == 502 || code == 503 || code == 504;
            String status = code + " " + StatusPhrase.of(code);
            return new Reply.Failed("Internal error occurred: " + status, code >= 500, nobodyBehind);
        }
        return switch (JsonDecoder.kubernetesObject().decodeObject(response.body())) {
            case JsonDecoder.Decoded.Value(Object value) -> new Reply.Body(object(value));
            case JsonDecoder.Decoded.Malformed(String reason) ->
                new Reply.Failed("Internal error occurred: the answer is no JSON object: " + reason, false, false);
        };
    }

    private static Reply failed(String url, String cause, boolean nobodyThere) {
        return new Reply.Failed("Internal error occurred: Get \"" + url + "\": " + cause, true, nobodyThere);
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> object.put(String.valueOf(key), member));
        }
        return object;
    }
}
