package io.hyperfleet.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.hyperfleet.adapter.api.ApiSettings.TokenFile;
import io.hyperfleet.adapter.api.RecordingServer.Answer;
import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiRequest.Header;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Backoff;
import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.standins.ClientGreeting;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperFleetApiClientTest {

    private static final Deadline AMPLE = Deadline.in(Duration.ofSeconds(30));

    private final RecordingServer server = new RecordingServer();

    @TempDir
    private Path folder;

    private Duration timeout = Duration.ofSeconds(5);
    private int maxBodyBytes = ApiSettings.DEFAULT_MAX_BODY_BYTES;
    private Map<String, String> defaultHeaders = Map.of();
    private Optional<TokenFile> token = Optional.empty();
    private RequestObserver observer = RequestObserver.NOBODY;

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void anAnswerIsHandedOnWithItsBody() {
        server.answers(Answer.of(200, "{\"id\":\"x\"}"));

        assertThat(call(get("clusters/x"))).isEqualTo(new ApiResult.Response(200, "OK", "{\"id\":\"x\"}", 1));
        assertThat(server.only().uri()).isEqualTo("/api/hyperfleet/v1/clusters/x");
        assertThat(server.only().header("user-agent")).isEqualTo("hyperfleet-adapter/1.2.3");
        assertThat(server.only().header("authorization")).isNull();
    }

    @Test
    void aRefusalIsAnAnswerAndNotTriedAgain() {
        server.answers(Answer.of(404, "{\"code\":\"HYPERFLEET-NTF-001\"}"));

        assertThat(call(get("clusters/x")))
                .isEqualTo(new ApiResult.Response(404, "Not Found", "{\"code\":\"HYPERFLEET-NTF-001\"}", 1));
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 599})
    void aTemporaryRefusalIsTriedAgain(int status) {
        server.answers(Answer.of(status, ""), Answer.of(status, ""), Answer.of(201, "done"));

        assertThat(call(put("x", "{}"))).isEqualTo(new ApiResult.Response(201, "Created", "done", 3));
        assertThat(server.requests()).extracting(RecordingServer.Seen::body).containsOnly("{}");
    }

    @Test
    void afterTheLastAttemptTheFailureCarriesTheLastAnswer() {
        server.answers(Answer.of(503, "busy"));

        assertThat(call(get("x")))
                .isEqualTo(new ApiResult.Failure(
                        "API request failed: GET /api/hyperfleet/v1/x returned 503 Service Unavailable after 3"
                                + " attempt(s): HTTP 503: Service Unavailable",
                        new ApiResult.Response(503, "Service Unavailable", "busy", 3),
                        3,
                        FailureClass.TRANSIENT));
    }

    @Test
    void everyAttemptIsToldAndCarriesTheHeadersOfWhoeverWatches() {
        server.answers(Answer.CUT, Answer.of(503, ""), Answer.of(200, "done"));
        List<String> told = new ArrayList<>();
        observer = (service, method, url) -> {
            told.add(service + " " + method + " " + url);
            return new RequestObserver.Exchange() {
                @Override
                public Map<String, String> headers() {
                    return Map.of("traceparent", "attempt-" + told.size());
                }

                @Override
                public void answered(int status) {
                    told.add("answered " + status);
                }

                @Override
                public void failed(String cause) {
                    told.add("failed");
                }
            };
        };

        call(get("x"));

        String started = "HYPERFLEET GET " + server.url() + "/api/hyperfleet/v1/x";
        assertThat(told).containsExactly(started, "failed", started, "answered 503", started, "answered 200");
        assertThat(server.requests())
                .extracting(seen -> seen.header("traceparent"))
                .containsExactly("attempt-1", "attempt-3", "attempt-5");
    }

    @Test
    void aCallsOwnNumberOfAttemptsCounts() {
        server.answers(Answer.of(503, ""));

        ApiRequest request = new ApiRequest("GET", address("x"), List.of(), null, null, 1, null);
        assertThat(call(request).attempts()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aLostConnectionIsTriedAgainExactlyAsOftenAsSaid() {
        server.answers(Answer.CUT);

        assertThat(failureOf(get("x")).message())
                .isEqualTo("API request failed: GET /api/hyperfleet/v1/x after 3 attempt(s): HTTP request failed: Get"
                        + " \"" + server.url() + "/api/hyperfleet/v1/x\": EOF");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aRefusalBeforeALostConnectionIsStillKnown() {
        server.answers(Answer.of(503, "busy"), Answer.CUT);

        assertThat(failureOf(get("x")).message())
                .startsWith("API request failed: GET /api/hyperfleet/v1/x returned 503 Service Unavailable after 3"
                        + " attempt(s): HTTP request failed: ")
                .endsWith(": EOF");
    }

    @Test
    void aPortWhereNobodyListensIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (HyperFleetApiClient client = client("http://127.0.0.1:" + port)) {
            assertThat(client.call(get("x"), AMPLE))
                    .asInstanceOf(type(ApiResult.Failure.class))
                    .satisfies(failure -> assertThat(failure.message())
                            .endsWith("dial tcp 127.0.0.1:" + port + ": connect: connection refused"))
                    .satisfies(failure -> assertThat(failure.classification()).isEqualTo(FailureClass.TRANSIENT));
        }
    }

    @Test
    void connectionsThatFallSilentAreLeftBecauseTheClientDoesNotSpeakHttp2() {
        try (ClientGreeting greeting = ClientGreeting.listen();
                HyperFleetApiClient client = client("https://127.0.0.1:" + greeting.port())) {
            assertThat(client.call(get("x"), AMPLE)).isInstanceOf(ApiResult.Failure.class);
            assertThat(greeting.offersHttp2()).isFalse();
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUpAfterTheTimeout() {
        timeout = Duration.ofSeconds(1);
        server.answers(Answer.SILENCE, Answer.of(200, "late"));

        assertThat(call(get("x"))).isEqualTo(new ApiResult.Response(200, "OK", "late", 2));
    }

    @Test
    void aCallsOwnTimeoutCountsEvenIfLonger() {
        timeout = Duration.ofMillis(1);
        ApiRequest request = new ApiRequest("GET", address("x"), List.of(), null, Duration.ofSeconds(5), 1, null);

        assertThat(call(request)).isInstanceOf(ApiResult.Response.class);
    }

    @Test
    void theDeadlineEndsARunningAttempt() {
        server.answers(Answer.SILENCE);

        assertThat(failureOf(get("x"), Deadline.in(Duration.ofSeconds(1))))
                .satisfies(failure -> assertThat(failure.message()).contains("context deadline exceeded"))
                .satisfies(failure -> assertThat(failure.classification()).isEqualTo(FailureClass.TRANSIENT))
                .satisfies(failure -> assertThat(failure.attempts()).isEqualTo(1));
    }

    @Test
    void nothingIsSentAfterTheDeadline() {
        assertThat(failureOf(get("x"), Deadline.in(Duration.ZERO)).message())
                .isEqualTo(
                        "API request failed: GET /api/hyperfleet/v1/x after 0 attempt(s): context canceled: the event"
                                + " has no time left");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theNextAttemptWaitsAsLongAsTheServerAsks() {
        server.answers(Answer.of(429, "").with("Retry-After", "1"), Answer.of(200, ""));

        assertThat(call(get("x")).attempts()).isEqualTo(2);
        assertThat(server.requests().get(1).nanoTime()
                        - server.requests().get(0).nanoTime())
                .isGreaterThanOrEqualTo(Duration.ofMillis(990).toNanos());
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotBegun() {
        server.answers(Answer.of(429, "").with("Retry-After", "3"), Answer.of(200, ""));
        long begin = System.nanoTime();

        assertThat(failureOf(get("x"), Deadline.in(Duration.ofSeconds(1))).message())
                .contains("returned 429 Too Many Requests after 1 attempt(s)", "context canceled: the event has no");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aServerThatAsksForTooMuchPatienceIsNotWaitedFor() {
        server.answers(Answer.of(503, "").with("Retry-After", "3600"));

        assertThat(failureOf(get("x")).message()).endsWith("; the server asks to wait 3600s");
    }

    @Test
    void anAnswerBeyondTheLimitIsATerminalFailure() {
        maxBodyBytes = 1000;
        server.answers(Answer.of(200, "y".repeat(1001)));

        assertThat(failureOf(get("x")))
                .satisfies(failure ->
                        assertThat(failure.message()).endsWith("failed to read response body: longer than 1000 bytes"))
                .satisfies(failure -> assertThat(failure.classification()).isEqualTo(FailureClass.TERMINAL));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void ownHeadersReplaceDefaultOnesAndTheTokenReplacesBoth() throws IOException {
        defaultHeaders = Map.of("X-A", "default", "X-B", "default");
        token = Optional.of(tokenFile("  secret \n"));
        call(new ApiRequest(
                "POST",
                address("x"),
                List.of(new Header("x-a", " own "), new Header("Authorization", "mine")),
                "{}",
                null,
                0,
                null));

        RecordingServer.Seen seen = server.only();
        assertThat(seen.header("x-a")).isEqualTo("own");
        assertThat(seen.header("x-b")).isEqualTo("default");
        assertThat(seen.header("authorization")).isEqualTo("Bearer secret");
        assertThat(seen.header("content-type")).isEqualTo("application/json");
        assertThat(seen.header("content-length")).isEqualTo("2");
    }

    @Test
    void neitherTokenNorDefaultHeadersGoToAnotherOrigin() throws IOException {
        defaultHeaders = Map.of("X-Tenant", "default");
        token = Optional.of(tokenFile("secret"));
        try (RecordingServer other = new RecordingServer()) {
            call(get(other.url() + "/x"));

            assertThat(other.only().header("authorization")).isNull();
            assertThat(other.only().header("x-tenant")).isNull();
        }
    }

    @Test
    void aPasswordInAnAddressIsSentButNeverPrinted() {
        try (RecordingServer other = new RecordingServer()) {
            other.answers(Answer.of(503, ""));
            String address = other.url().replace("http://", "http://user:secret@") + "/x";

            assertThat(failureOf(get(address)).message())
                    .contains(other.url() + "/x")
                    .doesNotContain("secret");
            assertThat(other.requests().getFirst().header("authorization")).isEqualTo("Basic dXNlcjpzZWNyZXQ=");
        }
    }

    @Test
    void aRedirectElsewhereLosesAllCredentials() throws IOException {
        token = Optional.of(tokenFile("secret"));
        try (RecordingServer other = new RecordingServer()) {
            server.answers(Answer.of(307, "").with("Location", other.url() + "/moved?a=b"));
            Header cookie = new Header("Cookie", "c");
            call(new ApiRequest("PUT", address("x"), List.of(cookie), "body", null, 0, null));

            assertThat(other.only().method()).isEqualTo("PUT");
            assertThat(other.only().uri()).isEqualTo("/moved?a=b");
            assertThat(other.only().body()).isEqualTo("body");
            assertThat(other.only().header("authorization")).isNull();
            assertThat(other.only().header("cookie")).isNull();
        }
    }

    @Test
    void aRedirectAtHomeKeepsTheToken() throws IOException {
        token = Optional.of(tokenFile("secret"));
        server.answers(Answer.of(302, "").with("Location", "/there"), Answer.of(200, "here"));

        assertThat(call(put("x", "{}"))).isEqualTo(new ApiResult.Response(200, "OK", "here", 1));
        assertThat(server.requests().get(1).method()).isEqualTo("GET");
        assertThat(server.requests().get(1).header("authorization")).isEqualTo("Bearer secret");
    }

    @Test
    void redirectsWithoutEndAreGivenUp() {
        server.answers(Answer.of(302, "").with("Location", "/again"));

        assertThat(failureOf(get("x")).message()).endsWith("stopped after 10 redirects");
        assertThat(server.requests()).hasSize(11);
    }

    @Test
    void aTokenThatChangedIsReadAgain() throws IOException {
        token = Optional.of(tokenFile("one"));
        try (HyperFleetApiClient client = client(server.url())) {
            client.call(get("x"), AMPLE);
            tokenFile("two");
            client.call(get("x"), AMPLE);
        }
        assertThat(server.requests())
                .extracting(seen -> seen.header("authorization"))
                .containsExactly("Bearer one", "Bearer two");
    }

    @Test
    void aCachedTokenStaysInUse() throws IOException {
        token = Optional.of(new TokenFile(tokenFile("one").path(), Duration.ofMinutes(1)));
        try (HyperFleetApiClient client = client(server.url())) {
            client.call(get("x"), AMPLE);
            tokenFile("two");
            client.call(get("x"), AMPLE);
        }
        assertThat(server.requests())
                .extracting(seen -> seen.header("authorization"))
                .containsExactly("Bearer one", "Bearer one");
    }

    @Test
    void aRefusedTokenIsReadAgainAndTheRequestRepeatedOnce() throws IOException {
        token = Optional.of(new TokenFile(tokenFile("old").path(), Duration.ofMinutes(1)));
        server.answers(Answer.of(200, ""), Answer.of(401, ""), Answer.of(401, ""));
        try (HyperFleetApiClient client = client(server.url())) {
            client.call(get("x"), AMPLE);
            tokenFile("new");

            assertThat(client.call(get("x"), AMPLE)).isEqualTo(new ApiResult.Response(401, "Unauthorized", "", 1));
        }
        assertThat(server.requests())
                .extracting(seen -> seen.header("authorization"))
                .containsExactly("Bearer old", "Bearer old", "Bearer new");
    }

    @Test
    void aRefusedTokenThatIsStillTheSameIsNotSentAgain() throws IOException {
        token = Optional.of(tokenFile("same"));
        server.answers(Answer.of(401, ""));

        assertThat(call(get("x"))).isEqualTo(new ApiResult.Response(401, "Unauthorized", "", 1));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aMissingTokenNamesTheFile() {
        Path missing = folder.resolve("none");
        token = Optional.of(new TokenFile(missing, Duration.ZERO));

        assertThat(failureOf(get("x")).message())
                .endsWith("getting auth token: reading token file " + missing + ": open " + missing
                        + ": no such file or directory");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anEmptyOrHugeTokenFileIsRefused() throws IOException {
        token = Optional.of(tokenFile(" \n"));
        assertThat(failureOf(get("x")).message()).contains("is empty");

        token = Optional.of(tokenFile("x".repeat(70_000)));
        assertThat(failureOf(get("x")).message()).endsWith("larger than 65536 bytes");
    }

    @Test
    @Timeout(30)
    void aPipeInThePlaceOfATokenIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        token = Optional.of(new TokenFile(pipe, Duration.ZERO));

        assertThat(failureOf(get("x")).message()).contains("reading token file " + pipe, "not a regular file");
    }

    @Test
    void aHeaderThatCannotBeSentFailsAtOnceAndWithoutItsValue() {
        ApiRequest request = new ApiRequest(
                "GET", address("x"), List.of(new Header("X-Secret", "a\r\nInjected: b")), null, null, 0, null);

        assertThat(failureOf(request).message())
                .endsWith("net/http: invalid header field value for \"X-Secret\"")
                .doesNotContain("Injected");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anAddressThatIsNoUrlFailsAtOnce() {
        assertThat(failureOf(get("clusters/%zz")).message())
                .isEqualTo("API request failed: GET clusters/%zz after 1 attempt(s): failed to create HTTP request:"
                        + " parse \"" + server.url() + "/clusters/%zz\": invalid URL escape \"%zz\"");
    }

    @Test
    void anUnknownMethodIsNotSent() {
        ApiRequest request = new ApiRequest("HEAD", address("x"), List.of(), null, null, 0, null);

        assertThat(failureOf(request).message())
                .isEqualTo("API request failed: HEAD /api/hyperfleet/v1/x after 0 attempt(s): unsupported HTTP method:"
                        + " HEAD");
    }

    private TokenFile tokenFile(String content) throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, content);
        return new TokenFile(file, Duration.ZERO);
    }

    private ApiRequest get(String url) {
        return new ApiRequest("GET", address(url), List.of(), null, null, 0, null);
    }

    private ApiRequest put(String url, @Nullable String body) {
        return new ApiRequest("PUT", address(url), List.of(), body, null, 0, null);
    }

    private String address(String url) {
        return new UrlRules(server.url(), "v1").address(url);
    }

    private ApiResult call(ApiRequest request) {
        try (HyperFleetApiClient client = client(server.url())) {
            return client.call(request, AMPLE);
        }
    }

    private ApiResult.Failure failureOf(ApiRequest request) {
        return failureOf(request, AMPLE);
    }

    private ApiResult.Failure failureOf(ApiRequest request, Deadline deadline) {
        try (HyperFleetApiClient client = client(server.url())) {
            ApiResult result = client.call(request, deadline);
            assertThat(result).isInstanceOf(ApiResult.Failure.class);
            return (ApiResult.Failure) result;
        }
    }

    private HyperFleetApiClient client(String baseUrl) {
        ApiSettings settings = new ApiSettings(
                baseUrl,
                new UrlRules(baseUrl, "v1"),
                timeout,
                3,
                new Backoff(Backoff.Strategy.EXPONENTIAL, Duration.ofMillis(1), Duration.ofMillis(10)),
                defaultHeaders,
                token,
                "hyperfleet-adapter/1.2.3",
                maxBodyBytes,
                Optional.empty());
        return new HyperFleetApiClient(
                settings, new EnvironmentProxies(Map.of()), InstantSource.system(), new Random(1), observer);
    }
}
