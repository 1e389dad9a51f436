package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.value.JsonDecoder;
import java.util.Map;

/**
 * Tells an answer that means "this resource does not exist" from one that means "there is no such address". The API says
 * the latter, a mistake in the task, with a code of its own; everything else with status 404 is the former.
 */
final class NotFoundAnswer {

    private static final String NO_SUCH_ROUTE = "HYPERFLEET-NTF-000";

    private NotFoundAnswer() {}

    static boolean means(ApiResult.Response response) {
        return response.status() == 404 && !saysNoSuchRoute(response.body());
    }

    private static boolean saysNoSuchRoute(String body) {
        return JsonDecoder.eventData().decode(body) instanceof JsonDecoder.Decoded.Value(Map<?, ?> problem)
                && NO_SUCH_ROUTE.equals(problem.get("code"));
    }
}
