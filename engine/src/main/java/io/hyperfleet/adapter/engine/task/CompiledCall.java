package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.expression.UrlTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@code api_call}.
 *
 * @param method as written
 * @param body null for none
 * @param timeout a Go duration as written; null for the client's
 * @param retryAttempts 0 for the client's
 * @param retryBackoff null for the client's
 */
public record CompiledCall(
        String method,
        UrlTemplate url,
        List<HeaderTemplate> headers,
        @Nullable Template body,
        @Nullable String timeout,
        int retryAttempts,
        @Nullable String retryBackoff) {

    public record HeaderTemplate(String name, Template value) {}

    public CompiledCall {
        headers = List.copyOf(headers);
    }
}
