package io.hyperfleet.adapter.standins;

import static io.hyperfleet.adapter.standins.KubernetesContractTest.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesStandInTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private KubernetesStandIn kubernetes;

    @BeforeEach
    void start() {
        kubernetes = KubernetesStandIn.start();
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Test
    void discoveryNamesGroupsVersionsAndTypes() throws Exception {
        kubernetes.install(ApiType.custom("acc.example/v1", "widgets", "Widget", true));

        assertThat(get("/api").json().at("/versions/0").asText()).isEqualTo("v1");
        assertThat(get("/apis").json().path("groups").findValuesAsText("name"))
                .contains("apps", "batch", "acc.example");
        assertThat(get("/apis/batch/v1").json().at("/resources/0").toString())
                .contains("\"name\":\"jobs\"", "\"namespaced\":true", "\"kind\":\"Job\"");
        assertThat(get("/apis/acc.example/v1").json().path("resources").findValuesAsText("name"))
                .containsExactly("widgets", "widgets/status");
        assertThat(get("/apis/acc.example")
                        .json()
                        .at("/preferredVersion/groupVersion")
                        .asText())
                .isEqualTo("acc.example/v1");
    }

    @Test
    void discoveryIsAggregatedWhenAskedFor() throws Exception {
        String accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";
        Http.Response answer = Http.send("GET", kubernetes.uri() + "/apis", "", "Accept", accept);
        assertThat(answer.contentType()).contains("as=APIGroupDiscoveryList");
        assertThat(answer.json().at("/items").findValuesAsText("resource")).contains("deployments", "jobs", "roles");
    }

    @Test
    void selectorsChooseByLabels() throws Exception {
        configMap("a", "'app':'x','tier':'one'");
        configMap("b", "'app':'x'");
        configMap("c", "'app':'y'");

        assertThat(names("labelSelector=app%3Dx")).isEqualTo("a b");
        assertThat(names("labelSelector=app%3D%3Dx,tier")).isEqualTo("a");
        assertThat(names("labelSelector=app!%3Dx")).isEqualTo("c");
        assertThat(names("labelSelector=app+in+(x,y),!tier")).isEqualTo("b c");
        assertThat(names("labelSelector=tier+notin+(one)")).isEqualTo("b c");
        assertThat(names("fieldSelector=metadata.name%3Db")).isEqualTo("b");
        assertThat(get(CONFIG_MAPS + "?labelSelector=a%3D%3D%3Db").status()).isEqualTo(400);
        assertThat(get("/api/v1/configmaps?labelSelector=app%3Dy").json().path("items"))
                .hasSize(1);
    }

    @Test
    void aWatchTellsWhatHappensToTheObjects() throws Exception {
        String version = get(CONFIG_MAPS).json().at("/metadata/resourceVersion").asText();
        configMap("a", "");
        kubernetes.delete("v1", "ConfigMap", "default", "a");

        String lines = get(CONFIG_MAPS + "?watch=true&timeoutSeconds=1&resourceVersion=" + version)
                .body();

        assertThat(lines.lines().map(line -> line.substring(0, line.indexOf(','))))
                .containsExactly("{\"type\":\"ADDED\"", "{\"type\":\"DELETED\"");
    }

    @Test
    void aWatchOfAForgottenVersionIsSentBack() throws Exception {
        String version = get(CONFIG_MAPS).json().at("/metadata/resourceVersion").asText();
        kubernetes.expireWatches();
        String line = get(CONFIG_MAPS + "?watch=true&timeoutSeconds=5&resourceVersion=" + version)
                .body();
        assertThat(line).contains("\"type\":\"ERROR\"", "\"code\":410", "too old resource version");
    }

    @Test
    void patchesChangeOnlyWhatTheyName() throws Exception {
        configMap("a", "'app':'x'");
        String uri = kubernetes.uri() + CONFIG_MAPS + "/a";
        Http.send("PATCH", uri, "{\"data\":{\"k\":\"v\"}}", "Content-Type", "application/merge-patch+json");
        JsonNode patched = Http.send(
                        "PATCH",
                        uri,
                        "[{\"op\":\"add\",\"path\":\"/metadata/labels/b~1c\",\"value\":\"d\"}]",
                        "Content-Type",
                        "application/json-patch+json")
                .json();
        assertThat(patched.path("data").toString()).isEqualTo("{\"k\":\"v\"}");
        assertThat(patched.at("/metadata/labels").toString()).isEqualTo("{\"app\":\"x\",\"b/c\":\"d\"}");
        assertThat(Http.send("PATCH", uri, "{}", "Content-Type", "text/plain").status())
                .isEqualTo(415);
    }

    @Test
    void aFinalizerHoldsAnObjectUntilItIsTakenAway() throws Exception {
        kubernetes.put(object("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','namespace':'default',"
                + "'finalizers':['acc.example/hold']}}"));
        String uri = kubernetes.uri() + CONFIG_MAPS + "/a";

        assertThat(Http.send("DELETE", uri, "")
                        .json()
                        .at("/metadata/deletionTimestamp")
                        .asText())
                .isNotEmpty();
        assertThat(Http.get(uri).status()).isEqualTo(200);
        Http.Response again = Http.send("POST", kubernetes.uri() + CONFIG_MAPS, "{\"metadata\":{\"name\":\"a\"}}");
        assertThat(again.json().path("message").asText())
                .isEqualTo("object is being deleted: configmaps \"a\" already exists");
        Http.send("PATCH", uri, "{\"metadata\":{\"finalizers\":null}}", "Content-Type", "application/merge-patch+json");

        assertThat(Http.get(uri).status()).isEqualTo(404);
    }

    @Test
    void aNamespaceGoesWithItsContent() throws Exception {
        kubernetes.put(object("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'n'}}"));
        kubernetes.put(object("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','namespace':'n'}}"));
        kubernetes.finishDeletionsAfter(Duration.ofMillis(200));

        Http.send("DELETE", kubernetes.uri() + "/api/v1/namespaces/n", "");
        Http.Response refused = Http.send(
                "POST", kubernetes.uri() + "/api/v1/namespaces/n/configmaps", "{\"metadata\":{\"name\":\"b\"}}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("message").asText())
                .isEqualTo("configmaps \"b\" is forbidden: unable to create new content in namespace n because it is"
                        + " being terminated");
        await(() -> kubernetes.get("v1", "Namespace", "", "n").isEmpty());
        assertThat(kubernetes.list("v1", "ConfigMap")).isEmpty();
    }

    @Test
    void aJobCompletesWhenAskedTo() throws Exception {
        kubernetes.runWorkloadsFor(Duration.ofMillis(50));
        kubernetes.put(object("{'apiVersion':'batch/v1','kind':'Job','metadata':{'name':'j'},'spec':{'template':{}}}"));
        await(() -> job().at("/status/conditions/1/type").asText().equals("Complete"));
        assertThat(job().at("/status/succeeded").asInt()).isEqualTo(1);
        assertThat(job().at("/status").has("active")).isFalse();
    }

    @Test
    void aDeploymentBecomesAvailableWhenAskedToAndAgainAfterAChange() throws Exception {
        kubernetes.runWorkloadsFor(Duration.ofMillis(50));
        String manifest =
                "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'d'},'spec':{'replicas':%d,'selector':{}}}";
        kubernetes.put(object(manifest.formatted(1)));
        await(() -> deployment().at("/status/availableReplicas").asInt() == 1);
        Http.send(
                "PUT",
                kubernetes.uri() + "/apis/apps/v1/namespaces/default/deployments/d",
                object(manifest.formatted(3)).toString());
        await(() -> deployment().at("/status/availableReplicas").asInt() == 3);
        assertThat(deployment().at("/status/observedGeneration").asInt()).isEqualTo(2);
    }

    @Test
    void aJobCannotBeReplacedByItsManifest() throws Exception {
        String uri = kubernetes.uri() + "/apis/batch/v1/namespaces/default/jobs";
        String job = "{\"metadata\":{\"name\":\"j\"},\"spec\":{\"template\":{}}}";
        Http.send("POST", uri, job);
        Http.Response answer = Http.send("PUT", uri + "/j", job);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("message").asText())
                .startsWith("Job.batch \"j\" is invalid: ")
                .contains("spec.template: Invalid value", "field is immutable");
    }

    @Test
    void badNamesAndLabelsAreRefused() throws Exception {
        Http.Response name =
                Http.send("POST", kubernetes.uri() + "/api/v1/namespaces", "{\"metadata\":{\"name\":\"Not_A_Name\"}}");
        assertThat(name.status()).isEqualTo(422);
        assertThat(name.json().path("message").asText())
                .startsWith("Namespace \"Not_A_Name\" is invalid: metadata.name: Invalid value: \"Not_A_Name\": a"
                        + " lowercase RFC 1123 label must consist");
        Http.Response label = Http.send(
                "POST", kubernetes.uri() + CONFIG_MAPS, "{\"metadata\":{\"name\":\"a\",\"labels\":{\"x\":1}}}");
        assertThat(label.status()).isEqualTo(400);
        assertThat(label.json().path("message").asText()).contains("cannot unmarshal number");
    }

    @Test
    void dependentsGoWithTheirOwner() throws Exception {
        JsonNode owner = kubernetes.put(object("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'owner'}}"));
        kubernetes.put(object("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'dependent','ownerReferences':["
                + "{'uid':'" + owner.at("/metadata/uid").asText() + "'}]}}"));
        Http.send("DELETE", kubernetes.uri() + CONFIG_MAPS + "/owner", "");
        assertThat(kubernetes.list("v1", "Secret")).isEmpty();
    }

    @Test
    void theKubeconfigNamesTheServerAndItsToken(@TempDir Path folder) throws Exception {
        kubernetes.requireToken("abc");
        assertThat(get("/api").status()).isEqualTo(401);
        assertThat(Http.send("GET", kubernetes.uri() + "/api", "", "Authorization", "Bearer abc")
                        .status())
                .isEqualTo(200);
        assertThat(Files.readString(kubernetes.writeKubeconfig(folder.resolve("config"))))
                .contains(kubernetes.uri(), "token: \"abc\"");
    }

    private JsonNode job() {
        return kubernetes.get("batch/v1", "Job", "default", "j").orElseThrow();
    }

    private JsonNode deployment() {
        return kubernetes.get("apps/v1", "Deployment", "default", "d").orElseThrow();
    }

    private void configMap(String name, String labels) throws Exception {
        kubernetes.put(object(
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name + "','labels':{" + labels + "}}}"));
    }

    private String names(String query) throws Exception {
        return String.join(
                " ",
                get(CONFIG_MAPS + "?" + query)
                        .json()
                        .path("items")
                        .valueStream()
                        .map(item -> item.at("/metadata/name").asText())
                        .toList());
    }

    private Http.Response get(String path) throws Exception {
        return Http.get(kubernetes.uri() + path);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(end);
            Thread.sleep(Duration.ofMillis(5));
        }
    }
}
