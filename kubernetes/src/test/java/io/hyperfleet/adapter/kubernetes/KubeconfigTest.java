package io.hyperfleet.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import io.hyperfleet.adapter.standins.ReceivedRequest;
import io.hyperfleet.adapter.standins.TlsFront;
import io.hyperfleet.adapter.tls.Pem;
import io.hyperfleet.adapter.tls.TrustAndIdentity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways in which a kubeconfig says where the API server is and who we are. */
class KubeconfigTest {

    private static final Path TLS = Path.of("../tls/src/test/resources/tls");

    @TempDir
    private Path folder;

    private final KubernetesStandIn cluster = KubernetesStandIn.start();
    private Optional<TlsFront> front = Optional.empty();

    @AfterEach
    void stop() {
        front.ifPresent(TlsFront::close);
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({
        "client.crt, client.key",
        "client.crt, client-pkcs1.key",
        "server.crt, server.key",
        "server.crt, server-sec1.key",
    })
    void aClientCertificateIsPresentedWhateverTheFormOfItsKey(String certificate, String key) throws Exception {
        encrypt(true);

        assertThat(asking(
                        trusted(),
                        "client-certificate-data: " + base64(certificate) + ", client-key-data: " + base64(key)))
                .isEqualTo("absent");
    }

    @Test
    void filesAreLookedForBesideTheKubeconfigAndFollowedWhenTheyChange() throws Exception {
        encrypt(true);
        copy("authority.crt", "ca.crt");
        copy("stranger.crt", "tls.crt");
        copy("stranger.key", "tls.key");
        try (KubernetesTransport transport = connect(
                kubeconfig("certificate-authority: ca.crt", "client-certificate: tls.crt, client-key: tls.key"))) {
            assertThat(ask(transport)).contains("K8s get operation failed");

            copy("client.crt", "tls.crt");
            copy("client.key", "tls.key");

            assertThat(ask(transport)).isEqualTo("absent");
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsRefusedUnlessNoneIsAskedFor() throws Exception {
        encrypt(false);
        String other = "certificate-authority-data: " + base64("other-authority.crt");

        assertThat(asking(other, ""))
                .contains("tls: failed to verify certificate: x509: certificate signed by unknown authority");
        assertThat(asking("insecure-skip-tls-verify: true", "")).isEqualTo("absent");
    }

    @Test
    void theTlsServerNameTakesThePlaceOfTheHost() throws Exception {
        encrypt(false);

        assertThat(asking(trusted() + ", tls-server-name: localhost", "")).isEqualTo("absent");
        assertThat(asking(trusted() + ", tls-server-name: api.example.com", ""))
                .contains("certificate is for another name")
                .contains("api.example.com");
    }

    @Test
    void aTokenFileIsReadAgainWhenTheServerRefusesTheToken() throws Exception {
        cluster.requireToken("new");
        Files.writeString(folder.resolve("token"), "old\n");
        try (KubernetesTransport transport = connect(kubeconfig("", "tokenFile: token"))) {
            assertThat(ask(transport)).contains("the server has asked for the client to provide credentials");

            Files.writeString(folder.resolve("token"), "new\n");

            assertThat(ask(transport)).isEqualTo("absent");
        }
    }

    @Test
    void userAndPasswordAreSent() throws Exception {
        asking("", "username: u, password: p");

        assertThat(cluster.http().requests().getFirst().header("Authorization")).isEqualTo("Basic dTpw");
    }

    @Test
    void somebodyElsesRightsAreAskedFor() throws Exception {
        asking("", "token: t, as: bob, as-groups: [g1], as-user-extra: {reason: [test]}");

        ReceivedRequest request = cluster.http().requests().getFirst();
        assertThat(request.header("Impersonate-User")).isEqualTo("bob");
        assertThat(request.header("Impersonate-Group")).isEqualTo("g1");
        assertThat(request.header("Impersonate-Extra-reason")).isEqualTo("test");
    }

    @Test
    void thePluginIsRunOnceAndAgainWhenTheServerRefusesItsToken() throws Exception {
        cluster.requireToken("right");
        plugin("echo run >> runs", credential("$(cat answer)", ""));
        Files.writeString(folder.resolve("answer"), "right");
        try (KubernetesTransport transport = connect(kubeconfig("", exec("")))) {
            assertThat(ask(transport)).isEqualTo("absent");
            assertThat(ask(transport)).isEqualTo("absent");
            assertThat(folder.resolve("runs")).hasContent("run");

            cluster.requireToken("renewed");
            Files.writeString(folder.resolve("answer"), "renewed");

            assertThat(ask(transport)).isEqualTo("absent");
            assertThat(folder.resolve("runs")).hasContent("run\nrun");
        }
    }

    @Test
    void anExpiredCredentialIsReplacedBeforeItIsShown() throws Exception {
        plugin("echo run >> runs", credential("t", Instant.now().minusSeconds(1).toString()));
        try (KubernetesTransport transport = connect(kubeconfig("", exec("")))) {
            ask(transport);
            ask(transport);
        }
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSizeGreaterThan(1);
    }

    @Test
    void aCertificateFromThePluginIsPresented() throws Exception {
        encrypt(true);
        plugin("", """
                {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{
                 "clientCertificateData":"%s","clientKeyData":"%s"}}""".formatted(lines("client.crt"), lines("client.key")));

        assertThat(asking(trusted(), exec(""))).isEqualTo("absent");
    }

    @Test
    void thePluginIsToldOfTheClusterAndOfItsVariables() throws Exception {
        encrypt(false);
        plugin("echo \"$REGION $1 $KUBERNETES_EXEC_INFO\" > told", credential("t", ""));

        asking(trusted(), exec(", provideClusterInfo: true, args: [login], env: [{name: REGION, value: north}]"));

        assertThat(folder.resolve("told"))
                .content()
                .startsWith("north login {\"")
                .contains("\"server\":\"" + server() + "\"")
                .contains("\"certificate-authority-data\":\"" + base64("authority.crt") + "\"")
                .contains("\"interactive\":false")
                .contains("\"apiVersion\":\"client.authentication.k8s.io/v1\"");
    }

    @Test
    void thePluginsOwnSettingsAreReadAsKubectlReadsThem() throws Exception {
        encrypt(false);
        plugin("echo \"$KUBERNETES_EXEC_INFO\" > told", credential("t", ""));
        String settings = "{interactive: no, quoted: 'no', since: 2026-01-02, 8080: [on, !!str on, 010]}";
        String ofCluster = ", extensions: [{name: client.authentication.k8s.io/exec, extension: " + settings + "}]";

        asking(trusted() + ofCluster, exec(", provideClusterInfo: yes"));

        assertThat(folder.resolve("told"))
                .content()
                .contains("\"config\":{\"8080\":[true,\"on\",8],\"interactive\":false,\"quoted\":\"no\","
                        + "\"since\":\"2026-01-02\"}");
    }

    @Test
    void aPluginThatDoesNotWorkIsNamedWithItsLastWords() throws Exception {
        assertThat(asking("", exec(", installHint: see the handbook")))
                .contains("getting credentials: exec: executable ./plugin not found; see the handbook");

        plugin("echo 'please log in' >&2; exit 3", "");
        assertThat(asking("", exec("")))
                .contains("getting credentials: exec: executable ./plugin failed with exit code 3: please log in");

        plugin("", "no credential");
        assertThat(asking("", exec("")))
                .contains("executable ./plugin did not print an ExecCredential of version"
                        + " client.authentication.k8s.io/v1");
        assertThat(cluster.http().requests()).isEmpty();
    }

    @Test
    void theProxyOfTheClusterIsUsed() throws Exception {
        String text = text("http://kubernetes.example", "proxy-url: '" + cluster.uri() + "'", "");
        try (KubernetesTransport transport = connect(text)) {
            assertThat(ask(transport)).isEqualTo("absent");
        }
        assertThat(cluster.http().requests().getFirst().header("Host")).isEqualTo("kubernetes.example");
    }

    @Test
    void aTokenIsNotShownOnAnUnencryptedWire() throws Exception {
        String text = text("http://kubernetes.example", "proxy-url: '" + cluster.uri() + "'", "token: secret");
        try (KubernetesTransport transport = connect(text)) {
            ask(transport);
        }
        assertThat(cluster.http().requests().getFirst().header("Authorization")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy-url: 'socks5://p:1' | | the proxy-url of cluster \"c\" cannot be used",
                "certificate-authority-data: '*' | | certificate-authority-data is not base64",
                "'' | client-certificate: a.crt | user \"u\" has a client-certificate but no client-key",
                "'' | token: \"two\\nlines\" | the token of user \"u\" holds characters that cannot stand in",
                "'' | auth-provider: {name: oidc} | user \"u\" uses an auth-provider",
                "'' | 'exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}' | supported are v1 and",
                "'' | 'exec: {apiVersion: client.authentication.k8s.io/v1}' | the exec plug-in of user \"u\" has no command",
            })
    void whatMakesNoSenseIsNamedAtTheStart(String ofCluster, String ofUser, String message) {
        String user = ofUser == null ? "" : ofUser;
        assertThatThrownBy(() -> connect(kubeconfig(ofCluster, user)))
                .hasMessageStartingWith("hyperfleet-adapter-13: failed to load kubeconfig from ")
                .hasMessageContaining(message);
    }

    @Test
    void whatTheContextNamesMustBeThere() {
        String whole = kubeconfig("", "");

        assertThatThrownBy(() -> connect(whole.replace("current-context: x", "current-context: y")))
                .hasMessageEndingWith("context was not found for specified context: y");
        assertThatThrownBy(() -> connect(whole.replace("cluster: c, user: u", "cluster: d, user: u")))
                .hasMessageEndingWith("cluster \"d\" does not exist");
        assertThatThrownBy(() -> connect(whole.replace("cluster: c, user: u", "cluster: c, user: v")))
                .hasMessageEndingWith("auth info \"v\" does not exist");
        assertThatThrownBy(() -> connect(
                        kubeconfig("certificate-authority: none.crt", "").replace("http://", "https://")))
                .hasMessageContaining("failed to create kubernetes client: open ")
                .hasMessageEndingWith("none.crt: no such file or directory");
    }

    @Test
    void aTokenOfAPluginThatCannotBeSentIsNotShown() throws Exception {
        plugin("", credential("secret\\\\nlines", ""));

        assertThat(asking("", exec("")))
                .contains("printed a token with characters that cannot stand in an HTTP header")
                .doesNotContain("secret");
    }

    @Test
    @Timeout(30)
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        String encrypted = text("https://127.0.0.1:1", "certificate-authority: pipe", "");

        assertThatThrownBy(() -> connect(encrypted)).hasMessageContaining(pipe + ": not a regular file");
        assertThatThrownBy(() -> connect(pipe)).hasMessageContaining(pipe + ": not a regular file");
        assertThat(asking("", "tokenFile: pipe")).contains(pipe + ": not a regular file");
    }

    private void encrypt(boolean clientCertificates) throws Exception {
        SSLContext context = TrustAndIdentity.context(
                TrustAndIdentity.trust(Pem.read(TLS.resolve("authority.crt")), false),
                Optional.of(TrustAndIdentity.identity(
                        Pem.read(TLS.resolve("server.crt")), Pem.read(TLS.resolve("server.key")))));
        // Its own certificate serves as that of a client, too.
        front = Optional.of(TlsFront.start(cluster.http().port(), context, "http/1.1", clientCertificates));
    }

    private String server() {
        return front.map(tls -> "https://127.0.0.1:" + tls.port()).orElseGet(cluster::uri);
    }

    private static String trusted() throws IOException {
        return "certificate-authority-data: " + base64("authority.crt");
    }

    private static String base64(String file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(TLS.resolve(file)));
    }

    /** A file as JSON has it within a text, for a shell to print. */
    private static String lines(String file) throws IOException {
        return Files.readString(TLS.resolve(file)).strip().replace("\n", "\\n");
    }

    private void copy(String resource, String name) throws IOException {
        Files.copy(TLS.resolve(resource), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A plug-in that does something and prints something. */
    private void plugin(String does, String prints) throws IOException {
        String script = "#!/bin/sh\ncd " + folder + "\n" + does + "\ncat <<END\n" + prints + "\nEND\n";
        Path file = Files.writeString(folder.resolve("plugin"), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String credential(String token, String expires) {
        String time = expires.isEmpty() ? "" : ",\"expirationTimestamp\":\"" + expires + "\"";
        return "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\""
                + token + "\"" + time + "}}";
    }

    private static String exec(String more) {
        return "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin" + more + "}";
    }

    private String kubeconfig(String ofCluster, String ofUser) {
        return text(server(), ofCluster, ofUser);
    }

    private static String text(String server, String ofCluster, String ofUser) {
        String more = ofCluster.isEmpty() ? "" : ", " + ofCluster;
        return """
                apiVersion: v1
                kind: Config
                current-context: x
                contexts: [{name: x, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: '%s'%s}}]
                users: [{name: u, user: {%s}}]
                """.formatted(server, more, ofUser);
    }

    private KubernetesTransport connect(String text) throws IOException, KubernetesSetupException {
        return connect(Files.writeString(folder.resolve("kubeconfig"), text));
    }

    private static KubernetesTransport connect(Path file) throws KubernetesSetupException {
        return KubernetesTransport.connect(
                new KubernetesSettings(
                        Optional.of(file),
                        -1,
                        0,
                        "hyperfleet-adapter/test",
                        Map.of("PATH", System.getenv("PATH")),
                        HttpClient.Builder.NO_PROXY),
                new Random(1),
                RequestObserver.NOBODY);
    }

    private String asking(String ofCluster, String ofUser) throws Exception {
        try (KubernetesTransport transport = connect(kubeconfig(ofCluster, ofUser))) {
            return ask(transport);
        }
    }

    /** {@code absent}, since nothing is there, or why that could not be found out. */
    private static String ask(KubernetesTransport transport) {
        Deadline soon = Deadline.in(Duration.ofSeconds(10));
        return switch (transport.get(Manifests.address("ConfigMap", "default", "a"), soon)) {
            case TransportResult.Done<?>(Object found) -> found.equals(Optional.empty()) ? "absent" : "found";
            case TransportResult.Failed<?> failed -> failed.message();
        };
    }
}
