package io.hyperfleet.adapter.standins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in answers recorded requests as the real API server did. */
class KubernetesContractTest {

    private static final ApiType WIDGETS = ApiType.custom("acc.example/v1", "widgets", "Widget", true);

    private final Recording recording = new Recording();
    private KubernetesStandIn kubernetes;

    @BeforeEach
    void start() {
        kubernetes = KubernetesStandIn.start();
        kubernetes.install(WIDGETS);
        kubernetes.finishDeletionsAfter(Duration.ofHours(1));
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Test
    void aLifeFromCreationToDeletion() throws Exception {
        replay("01-create");
        replay("02-skip");
        replay("03-update-and-recreate");
        replay("04-delete");
        replay("05-delete-namespace");
    }

    @Test
    void anObjectInAMissingNamespaceIsRefused() throws Exception {
        replay("06-missing-namespace");
    }

    @Test
    void anImmutableObjectIsNotChanged() throws Exception {
        kubernetes.put(object("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'acc-shared'}}"));
        kubernetes.put(object("{'apiVersion':'v1','kind':'ConfigMap','immutable':true,'data':{'text':'old'},"
                + "'metadata':{'name':'settings','namespace':'acc-shared'}}"));

        Http.Response answer = Http.send(
                "PUT",
                kubernetes.uri() + "/api/v1/namespaces/acc-shared/configmaps/settings",
                object("{'apiVersion':'v1','kind':'ConfigMap','data':{'text':'x'},'metadata':{'name':'settings',"
                                + "'namespace':'acc-shared'}}")
                        .toString());

        JsonNode recorded =
                Recording.exchanges("kubernetes.json", "07-immutable").getLast();
        assertThat(answer.status()).isEqualTo(recorded.path("status").asInt());
        assertThat(Recording.comparable(answer.json())).isEqualTo(Recording.comparable(recorded.path("response")));
    }

    @Test
    void theSecondOfTwoCreationsIsRefused() throws Exception {
        JsonNode recorded =
                Recording.exchanges("kubernetes.json", "10-create-race").getFirst();
        String body = recorded.path("request").toString();
        Http.send("POST", kubernetes.uri() + recorded.path("path").asText(), body);
        check(recorded);
    }

    @Test
    void anUpdateOfAnOldVersionIsRefused() throws Exception {
        JsonNode recorded =
                Recording.exchanges("kubernetes.json", "11-update-conflict").getFirst();
        JsonNode first =
                Recording.exchanges("kubernetes.json", "10-create-race").getFirst();
        Http.Response created = Http.send(
                "POST",
                kubernetes.uri() + first.path("path").asText(),
                first.path("request").toString());
        recording.translate(
                recorded.at("/request/metadata/uid").asText(),
                created.json().at("/metadata/uid").asText());
        recording.translate("\"514\"", "\"1\"");
        check(recorded);
    }

    @Test
    void aKindThatIsNotInstalledIsUnknown() throws Exception {
        kubernetes.uninstall(WIDGETS);
        replay("12-unknown-kind");
    }

    private void replay(String caseName) throws Exception {
        for (JsonNode recorded : Recording.exchanges("kubernetes.json", caseName)) {
            check(recorded);
        }
    }

    private void check(JsonNode recorded) throws Exception {
        String path = recorded.path("path").asText();
        String body = recorded.has("request")
                ? recording.translated(recorded.path("request").toString())
                : "";
        Http.Response answer = Http.send(recorded.path("method").asText(), kubernetes.uri() + path, body);
        assertThat(answer.status())
                .as("%s %s", recorded.path("method"), path)
                .isEqualTo(recorded.path("status").asInt());
        JsonNode expected = recorded.path("response");
        if (expected.isTextual()) {
            assertThat(answer.body()).isEqualTo(expected.asText());
            return;
        }
        recording.learn(expected, answer.json());
        assertThat(Recording.comparable(answer.json()))
                .as("%s %s", recorded.path("method"), path)
                .isEqualTo(Recording.comparable(expected));
    }

    static ObjectNode object(String json) throws Exception {
        return (ObjectNode) Json.parse(json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
