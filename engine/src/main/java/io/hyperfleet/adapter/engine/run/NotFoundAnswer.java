package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.value.JsonDecoder;
import java.util.Map;

/**
 * Tells an answer that means "this resource does not exist" from one that means "there is no such address". The API says
 * the latter, a mistake in the task, with a code of its own, whatever the case of the key as Go's decoder has it;
 * everything else with status 404 is the former.
 */
final class NotFoundAnswer {

    private static final String NO_SUCH_ROUTE = "HYPERFLEET-NTF-000";

    private NotFoundAnswer() {}

    static boolean means(ApiResult.Response response) {
        return response.status() == 404 && !saysNoSuchRoute(response.body());
    }

    private static boolean saysNoSuchRoute(String body) {
        return JsonDecoder.eventData().decode(body) instanceof JsonDecoder.Decoded.Value(Map<?, ?> problem)
                && problem.entrySet().stream()
                        .anyMatch(member -> "code".equalsIgnoreCase(String.valueOf(member.getKey()))
                                && NO_SUCH_ROUTE.equals(member.getValue()));
    }
}
