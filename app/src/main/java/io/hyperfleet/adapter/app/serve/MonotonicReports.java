package io.hyperfleet.adapter.app.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API, but a status report whose {@code observed_generation} is older than one that was accepted from this process a
 * while ago is not sent: it stems from a stale read or a late event, and the API itself discards such reports without a
 * word. The caller gets the API's answer to a discarded report, 204.
 *
 * <p>What was accepted is remembered for {@link #MEMORY} and forgotten when the API no longer knows the resource, so that
 * one created anew under the same name begins anew.
 */
final class MonotonicReports implements HyperFleetApi {

    private static final Logger LOG = LoggerFactory.getLogger(MonotonicReports.class);

    static final Duration MEMORY = Duration.ofMinutes(10);

    private static final int MAX_REMEMBERED = 10_000;
    private static final Set<String> REPORTING = Set.of("PUT", "POST");
    private static final String GENERATION = "observed_generation";
    private static final JsonFactory JSON = new JsonFactory();

    private record Reported(long generation, Instant at) {}

    private final HyperFleetApi api;
    private final InstantSource clock;
    private final Map<String, Reported> accepted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reported> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    MonotonicReports(HyperFleetApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public String address(String url) {
        return api.address(url);
    }

    @Override
    public ApiResult call(ApiRequest request, Deadline deadline) {
        OptionalLong generation = reportedGeneration(request);
        if (generation.isEmpty()) {
            ApiResult result = api.call(request, deadline);
            if (result instanceof ApiResult.Response response && response.status() == 404) {
                forget(request.url());
            }
            return result;
        }
        OptionalLong newest = newest(request.url());
        if (newest.isPresent() && newest.getAsLong() > generation.getAsLong()) {
            LOG.info(
                    "Status report withheld: generation {} is older than {}, which was reported before",
                    generation.getAsLong(),
                    newest.getAsLong());
            return new ApiResult.Response(204, "No Content", "", 0);
        }
        ApiResult result = api.call(request, deadline);
        if (result instanceof ApiResult.Response response) {
            if (response.isSuccess()) {
                remember(request.url(), generation.getAsLong());
            } else if (response.status() == 404) {
                forget(request.url());
            }
        }
        return result;
    }

    private synchronized OptionalLong newest(String url) {
        Reported reported = accepted.get(url);
        boolean known =
                reported != null && clock.instant().isBefore(reported.at().plus(MEMORY));
        return known && reported != null ? OptionalLong.of(reported.generation()) : OptionalLong.empty();
    }

    private synchronized void remember(String url, long generation) {
        // Removed first, so that the order is that of the last report.
        accepted.remove(url);
        accepted.put(url, new Reported(generation, clock.instant()));
    }

    /** Forgets the reports of a resource, whether the URL is its own or that of its reports. */
    private synchronized void forget(String url) {
        accepted.keySet().removeIf(report -> report.equals(url) || report.startsWith(url + "/"));
    }

    /** The generation a report is about; empty when the request is no report. */
    private static OptionalLong reportedGeneration(ApiRequest request) {
        String body = request.body();
        if (body == null || !REPORTING.contains(request.method())) {
            return OptionalLong.empty();
        }
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OptionalLong.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(GENERATION);
                JsonToken value = parser.nextToken();
                if (found) {
                    return value == JsonToken.VALUE_NUMBER_INT
                            ? OptionalLong.of(parser.getLongValue())
                            : OptionalLong.empty();
                }
                parser.skipChildren();
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            // Whatever this body is, it is not a report.
            return OptionalLong.empty();
        }
    }
}
