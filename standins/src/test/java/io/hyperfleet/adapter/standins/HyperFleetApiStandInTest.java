package io.hyperfleet.adapter.standins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HyperFleetApiStandInTest {

    private static final String CLUSTERS = HyperFleetApiStandIn.BASE_PATH + "/clusters";

    private HyperFleetApiStandIn api;

    @BeforeEach
    void start() {
        api = HyperFleetApiStandIn.start(EntityKind.cluster("one", "two"), EntityKind.nodePool("one"));
        api.useNamesAsIds();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aClusterIsReconciledWhenEveryRequiredAdapterSaysSo() throws Exception {
        cluster("ocean");
        report("ocean", "one", 1, "True", "False");
        assertThat(condition("ocean", "Reconciled").path("message").asText())
                .isEqualTo("Required adapters not reporting Available=True: [two]. Currently reporting: [one]");
        report("ocean", "two", 1, "True", "False");

        assertThat(condition("ocean", "Reconciled").path("status").asText()).isEqualTo("True");
        assertThat(condition("ocean", "OneSuccessful").path("status").asText()).isEqualTo("True");
        assertThat(condition("ocean", "LastKnownReconciled").path("status").asText())
                .isEqualTo("True");
    }

    @Test
    void aChangeOfTheSpecRaisesTheGenerationAndUndoesReconciled() throws Exception {
        cluster("ocean");
        report("ocean", "one", 1, "True", "False");
        report("ocean", "two", 1, "True", "False");
        JsonNode patched = Http.send("PATCH", api.uri() + CLUSTERS + "/ocean", "{\"spec\":{\"size\":3}}")
                .json();
        assertThat(patched.path("generation").asInt()).isEqualTo(2);
        assertThat(condition("ocean", "Reconciled").path("status").asText()).isEqualTo("False");
        assertThat(condition("ocean", "LastKnownReconciled").path("status").asText())
                .isEqualTo("True");
        JsonNode same = Http.send("PATCH", api.uri() + CLUSTERS + "/ocean", "{\"spec\":{\"size\":3}}")
                .json();
        assertThat(same.path("generation").asInt()).isEqualTo(2);
    }

    @Test
    void deletionWaitsForAllAdaptersAndForChildren() throws Exception {
        cluster("ocean");
        Http.Response pool =
                Http.send("POST", api.uri() + CLUSTERS + "/ocean/nodepools", "{\"name\":\"pool\",\"spec\":{}}");
        assertThat(pool.json().path("href").asText()).isEqualTo(CLUSTERS + "/ocean/nodepools/pool");
        assertThat(pool.json().at("/owner_references/id").asText()).isEqualTo("ocean");

        assertThat(Http.send("DELETE", api.uri() + CLUSTERS + "/ocean", "").status())
                .isEqualTo(202);
        assertThat(resource("pool").has("deleted_time")).isTrue();
        assertThat(resource("pool").path("generation").asInt()).isEqualTo(2);
        report("ocean", "one", 2, "False", "True");
        report("ocean", "two", 2, "False", "True");
        assertThat(condition("ocean", "Reconciled").path("reason").asText()).isEqualTo("ReconciledWaitingForChildren");

        report("ocean/nodepools/pool", "one", 2, "False", "True");
        assertThat(api.resource("pool")).isEmpty();
        assertThat(api.resource("ocean")).isPresent();
        report("ocean", "one", 2, "False", "True");

        assertThat(api.resource("ocean")).isEmpty();
    }

    @Test
    void childrenAreOnlyFoundBelowTheirParent() throws Exception {
        cluster("ocean");
        cluster("lake");
        api.createChild("ocean", "NodePool", "{\"name\":\"pool\",\"spec\":{}}");

        assertThat(Http.get(api.uri() + CLUSTERS + "/ocean/nodepools/pool").status())
                .isEqualTo(200);
        assertThat(Http.get(api.uri() + CLUSTERS + "/lake/nodepools/pool")
                        .json()
                        .path("detail")
                        .asText())
                .isEqualTo("NodePool with id='pool' not found");
        assertThat(Http.get(api.uri() + HyperFleetApiStandIn.BASE_PATH + "/nodepools/pool")
                        .status())
                .isEqualTo(200);
        assertThat(Http.get(api.uri() + HyperFleetApiStandIn.BASE_PATH + "/resources/pool")
                        .status())
                .isEqualTo(200);
        assertThat(Http.get(api.uri() + CLUSTERS + "/lake/nodepools")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(Http.get(api.uri() + CLUSTERS + "/x/nodepools")
                        .json()
                        .path("detail")
                        .asText())
                .isEqualTo("Cluster with id='x' not found");
    }

    @Test
    void listsAreSearchedAndPaged() throws Exception {
        for (String name : new String[] {"a", "b", "c"}) {
            api.create(
                    "Cluster",
                    "{\"name\":\"" + name + "\",\"labels\":{\"odd\":\"" + !name.equals("b") + "\"},\"spec\":{}}");
        }
        JsonNode page = Http.get(api.uri() + CLUSTERS + "?page=2&size=2").json();
        assertThat(page.at("/items/0/name").asText()).isEqualTo("c");
        assertThat(page.path("total").asInt()).isEqualTo(3);
        JsonNode found = Http.get(api.uri() + CLUSTERS + "?search=labels.odd%3D'true'+and+name!%3D'a'")
                .json();
        assertThat(found.path("items").findValuesAsText("name")).containsExactly("c");
        assertThat(Http.get(api.uri() + CLUSTERS + "?search=name+like+'a'").status())
                .isEqualTo(400);
    }

    @Test
    void wrongRequestsAreAnsweredAsProblems() throws Exception {
        cluster("ocean");
        assertThat(Http.send("POST", api.uri() + CLUSTERS, "{").status()).isEqualTo(400);
        assertThat(Http.send("POST", api.uri() + CLUSTERS, "{\"name\":\"No\",\"spec\":{}}")
                        .status())
                .isEqualTo(400);
        assertThat(Http.send("POST", api.uri() + CLUSTERS, "{\"name\":\"ocean\",\"spec\":{}}")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("HYPERFLEET-CNF-001");
        assertThat(Http.send("PUT", api.uri() + CLUSTERS + "/ocean", "{}").status())
                .isEqualTo(405);
        assertThat(Http.send("POST", api.uri() + CLUSTERS + "/ocean/force-delete", "{}")
                        .status())
                .isEqualTo(409);
        assertThat(Http.get(api.uri() + CLUSTERS + "/..%2F..%2Fadmin")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("HYPERFLEET-NTF-001");
        api.requireToken("t");
        assertThat(Http.get(api.uri() + CLUSTERS).status()).isEqualTo(401);
    }

    @Test
    void sentinelAnnouncesChangesAndRepeatsUntilReconciled() throws Exception {
        BlockingQueue<ReconcileEvent> events = new LinkedBlockingQueue<>();
        try (SentinelStandIn sentinel = SentinelStandIn.watch(api, Duration.ofMillis(100), events::add)) {
            assertThat(sentinel).isNotNull();
            cluster("ocean");
            ReconcileEvent first = events.poll(5, TimeUnit.SECONDS);
            ReconcileEvent second = events.poll(5, TimeUnit.SECONDS);
            assertThat(first)
                    .extracting(ReconcileEvent::resourceId, ReconcileEvent::generation)
                    .containsExactly("ocean", 1L);
            assertThat(second.eventId()).isNotEqualTo(first.eventId());
            report("ocean", "one", 1, "True", "False");
            report("ocean", "two", 1, "True", "False");
            events.clear();
            assertThat(events.poll(500, TimeUnit.MILLISECONDS)).isNull();

            Http.send("PATCH", api.uri() + CLUSTERS + "/ocean", "{\"spec\":{\"size\":3}}");
            assertThat(events.poll(5, TimeUnit.SECONDS).generation()).isEqualTo(2);
        }
    }

    private void cluster(String name) {
        api.create("Cluster", "{\"kind\":\"Cluster\",\"name\":\"" + name + "\",\"spec\":{}}");
    }

    private void report(String path, String adapter, int generation, String available, String isFinalized)
            throws Exception {
        String body = """
                {"adapter":"%s","observed_generation":%d,"observed_time":"%s","conditions":[
                 {"type":"Applied","status":"True"},{"type":"Available","status":"%s"},
                 {"type":"Health","status":"True"},{"type":"Finalized","status":"%s"}]}""".formatted(adapter, generation, Instant.now(), available, isFinalized);
        Http.Response answer = Http.send("PUT", api.uri() + CLUSTERS + "/" + path + "/statuses", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private JsonNode resource(String id) {
        return api.resource(id).orElseThrow();
    }

    private JsonNode condition(String id, String type) {
        return resource(id)
                .at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
