package io.hyperfleet.adapter.engine.run;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call to the API.
 *
 * @param method upper case
 * @param url an address, see {@link HyperFleetApi#address}
 * @param headers in the order written; a later one replaces an earlier one of the same name
 * @param body null for none
 * @param timeout of one attempt; null for the client's
 * @param retryAttempts attempts in all; 0 for the client's
 * @param retryBackoff {@code exponential}, {@code linear} or {@code constant}; null for the client's
 */
public record ApiRequest(
        String method,
        String url,
        List<Header> headers,
        @Nullable String body,
        @Nullable Duration timeout,
        int retryAttempts,
        @Nullable String retryBackoff) {

    public record Header(String name, String value) {}

    public ApiRequest {
        headers = List.copyOf(headers);
    }
}
