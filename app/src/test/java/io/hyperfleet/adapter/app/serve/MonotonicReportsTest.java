package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.HyperFleetApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonotonicReportsTest {

    private static final String REPORTS = "/api/hyperfleet/v1/clusters/c1/statuses";

    private final List<String> sent = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int status = 200;

    private final HyperFleetApi reports = new MonotonicReports(
            new HyperFleetApi() {
                @Override
                public String address(String url) {
                    return url;
                }

                @Override
                public ApiResult call(ApiRequest request, Deadline deadline) {
                    sent.add(request.method() + " " + request.body());
                    return new ApiResult.Response(status, "", "", 1);
                }
            },
            () -> now);

    @Test
    void aReportIsNotSentAfterANewerOneWasAccepted() {
        report(7);
        ApiResult result = report(5);
        report(7);
        report(8);

        assertThat(sent).hasSize(3).noneMatch(request -> request.contains(":5"));
        assertThat(result).isEqualTo(new ApiResult.Response(204, "No Content", "", 0));
    }

    @Test
    void aReportThatWasRefusedDoesNotCount() {
        status = 400;
        report(7);
        status = 200;
        report(5);

        assertThat(sent).hasSize(2);
    }

    @Test
    void aResourceThatIsGoneBeginsAnew() {
        report(7);
        status = 404;
        call("GET", "/api/hyperfleet/v1/clusters/c1", null);
        status = 200;
        report(1);

        assertThat(sent).hasSize(3);
    }

    @Test
    void afterAWhileEveryReportIsSent() {
        report(7);
        now = now.plus(MonotonicReports.MEMORY).plus(Duration.ofSeconds(1));
        report(5);

        assertThat(sent).hasSize(2);
    }

    @Test
    void whatIsNoReportIsSentAsItIs() {
        call("PUT", "/x", "{\"a\": {\"observed_generation\": 7}}");
        call("PUT", "/x", "{\"observed_generation\": \"5\"}");
        call("PUT", "/x", "no json");
        call("GET", "/x", null);

        assertThat(sent).hasSize(4);
    }

    private ApiResult report(int generation) {
        return call(
                "PUT", REPORTS, "{\"adapter\":\"a\",\"conditions\":[{}],\"observed_generation\":" + generation + "}");
    }

    private ApiResult call(String method, String url, @Nullable String body) {
        return reports.call(new ApiRequest(method, url, List.of(), body, null, 0, null), Deadline.none());
    }
}
