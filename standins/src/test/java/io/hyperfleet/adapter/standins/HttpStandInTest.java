package io.hyperfleet.adapter.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpStandInTest {

    private HttpStandIn http;

    @BeforeEach
    void start() {
        http = HttpStandIn.start(request -> Answer.text(200, "hello " + request.segments()));
    }

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void requestsAreRememberedAsTheyCame() throws Exception {
        Http.send("PUT", http.uri() + "/a%2Fb/c?x=1%202&y", "{\"k\":1}", "X-Thing", "v");

        ReceivedRequest request = http.requests().getFirst();
        assertThat(request).hasToString("PUT /a%2Fb/c?x=1%202&y");
        assertThat(request.segments()).containsExactly("a/b", "c");
        assertThat(request.parameter("x")).isEqualTo("1 2");
        assertThat(request.parameter("y")).isEmpty();
        assertThat(request.parameter("z")).isNull();
        assertThat(request.header("x-thing")).isEqualTo("v");
        assertThat(request.json().path("k").asInt()).isEqualTo(1);
        assertThat(http.requests("PUT", "/c$")).hasSize(1);
        assertThat(http.requests("GET", "/c$")).isEmpty();
    }

    @Test
    void aFaultMeetsAsManyRequestsAsItShould() throws Exception {
        http.inject(Fault.on("GET", "^/a")
                .answering(503, "{}")
                .withHeader("Retry-After", "1")
                .times(2));

        assertThat(Http.get(http.uri() + "/b").status()).isEqualTo(200);
        assertThat(Http.get(http.uri() + "/a").status()).isEqualTo(503);
        assertThat(Http.get(http.uri() + "/a").status()).isEqualTo(503);
        assertThat(Http.get(http.uri() + "/a").body()).isEqualTo("hello [a]");
    }

    @Test
    void faultsFollowOneAnother() throws Exception {
        http.inject(Fault.on("*", "/a").answering(500).times(1));
        http.inject(Fault.on("*", "/a").answering(429).times(1));
        assertThat(Http.get(http.uri() + "/a").status()).isEqualTo(500);
        assertThat(Http.get(http.uri() + "/a").status()).isEqualTo(429);
        assertThat(Http.get(http.uri() + "/a").status()).isEqualTo(200);
    }

    @Test
    void aFaultCanOnlyDelay() throws Exception {
        http.inject(Fault.on("GET", "/a").delayedBy(Duration.ofMillis(300)));
        long start = System.nanoTime();
        assertThat(Http.get(http.uri() + "/a").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void connectionsAreCutBeforeOrWithinTheAnswer() {
        http.inject(Fault.on("PUT", "/before").cuttingTheConnection());
        http.inject(Fault.on("PUT", "/within").cuttingTheAnswer());
        assertThatThrownBy(() -> Http.send("PUT", http.uri() + "/before", "x")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Http.send("PUT", http.uri() + "/within", "x")).isInstanceOf(IOException.class);
        assertThat(http.requests()).hasSize(2);
        http.clearFaults();
    }

    @Test
    void answersDoNotWaitForAcknowledgements() throws Exception {
        Http.get(http.uri() + "/warm-up");
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            Http.send("POST", http.uri() + "/a", "some body");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(600));
    }
}
