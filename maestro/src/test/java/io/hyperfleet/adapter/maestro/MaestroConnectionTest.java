package io.hyperfleet.adapter.maestro;

import static io.hyperfleet.adapter.maestro.Works.apply;
import static io.hyperfleet.adapter.maestro.Works.done;
import static io.hyperfleet.adapter.maestro.Works.failure;
import static io.hyperfleet.adapter.maestro.Works.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperfleet.adapter.engine.run.RequestObserver;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.maestro.MaestroSettings.Credentials;
import io.hyperfleet.adapter.maestro.MaestroSettings.Retries;
import io.hyperfleet.adapter.standins.Gate;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import io.hyperfleet.adapter.standins.TlsFront;
import io.hyperfleet.adapter.tls.Pem;
import io.hyperfleet.adapter.tls.TrustAndIdentity;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to reach a Maestro, and not to. */
class MaestroConnectionTest {

    private static final String CONSUMER = "cluster1";
    private static final Path TLS = Path.of("../tls/src/test/resources/tls");
    private static final Duration HEARTBEAT = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private final MaestroStandIn maestro = MaestroStandIn.start(HEARTBEAT);
    private Optional<TlsFront> front = Optional.empty();
    private Optional<TlsFront> restFront = Optional.empty();
    private Optional<MaestroTransport> transport = Optional.empty();

    MaestroConnectionTest() {
        maestro.register(CONSUMER);
    }

    @AfterEach
    void close() {
        transport.ifPresent(MaestroTransport::close);
        front.ifPresent(TlsFront::close);
        restFront.ifPresent(TlsFront::close);
        maestro.close();
    }

    @Test
    void aServerThatCameBackIsWrittenToAtOnce() throws Exception {
        MaestroTransport client = connect(Works.settings(maestro));
        done(apply(client, work("before", 1), CONSUMER));
        for (int outage = 1; outage <= 3; outage++) {
            maestro.stopGrpc();
            assertThat(failure(apply(client, work("during", 1), CONSUMER))).contains("connection refused");
            maestro.restartGrpc();

            long returned = System.nanoTime();
            done(apply(client, work("after" + outage, 1), CONSUMER));
            assertThat(Duration.ofNanos(System.nanoTime() - returned)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aServerThatRestartsInTheMiddleIsWaitedForAndWrittenTo() throws Exception {
        try (Gate rest = Gate.to(maestro.http().port());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MaestroSettings settings = Works.settings(maestro.grpcAddress(), "http://127.0.0.1:" + rest.port());
            MaestroTransport client = connect(Works.with(settings, new Retries(1, Duration.ofSeconds(30))));
            maestro.stopGrpc();
            rest.shut();
            Future<TransportResult<Applied>> result = threads.submit(() -> apply(client, work("w", 1), CONSUMER));

            rest.reopen();
            Works.await(() -> !maestro.http().requests().isEmpty());
            assertThat(result.isDone()).isFalse();
            maestro.restartGrpc();

            done(result.get());
        }
        assertThat(maestro.worksOf(CONSUMER)).containsKey("w");
    }

    @Test
    void aBrokenStatusStreamDoesNotStopWritesAndIsOpenedAgain() throws Exception {
        MaestroTransport client = connect(Works.settings(maestro));
        Works.await(() -> maestro.subscriptions() == 1);

        maestro.breakStreams();
        done(apply(client, work("w", 1), CONSUMER));

        Works.await(() -> maestro.subscriptions() == 1);
    }

    @Test
    void aServerThatIsSilentTooLongIsSubscribedToAnew() throws Exception {
        maestro.stopHeartbeats();
        MaestroSettings patient = Works.settings(maestro);
        MaestroSettings hasty = new MaestroSettings(
                patient.grpcAddress(),
                patient.httpAddress(),
                patient.sourceId(),
                patient.clientId(),
                patient.timeout(),
                Duration.ofMillis(200),
                patient.retries(),
                Optional.of(new MaestroSettings.Keepalive(Duration.ofMinutes(10), Duration.ofSeconds(5))),
                true,
                Credentials.NONE,
                patient.certificateRefresh(),
                patient.userAgent(),
                patient.proxies());
        MaestroTransport client = connect(hasty);

        Works.await(() -> maestro.subscriptionsEver() >= 3);

        done(apply(client, work("w", 1), CONSUMER));
    }

    @Test
    void whoMayNotSubscribeCanStillWrite() {
        maestro.forbidSubscriptions();

        done(apply(connect(Works.settings(maestro)), work("w", 1), CONSUMER));
    }

    @Test
    void aDeadPortIsNamed() throws Exception {
        MaestroSettings settings = Works.settings(maestro);
        maestro.stopGrpc();

        assertThat(writing(settings))
                .contains("Failed to publish resource w: the cloudevents client is not ready: rpc error: code ="
                        + " Unavailable desc = connection error: dial tcp " + settings.grpcAddress()
                        + ": connect: connection refused");
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThat(writing(Works.settings("maestro.invalid:8090", maestro.uri())))
                .contains("the cloudevents client is not ready")
                .contains("lookup maestro.invalid: no such host");
    }

    @Test
    void plaintextToAnEncryptedServerIsNamed() throws Exception {
        encrypt(false);

        assertThat(writing(Works.settings(grpcAddress(), maestro.uri())))
                .contains("the cloudevents client is not ready")
                .contains("a plaintext client at a TLS port looks like this too");
    }

    @Test
    void encryptionToAPlaintextServerIsNamed() throws Exception {

        assertThat(publishing(trusting("authority.crt")))
                .contains("tls: first record does not look like a TLS handshake");
    }

    @Test
    void aServerOfAnotherAuthorityIsNamed() throws Exception {
        encrypt(false);

        assertThat(publishing(trusting("other-authority.crt")))
                .contains("certificate signed by unknown authority (check ca_file)");
    }

    @Test
    void aRestInterfaceOfAnotherAuthorityIsNamed() throws Exception {
        encrypt(false);
        Credentials credentials = new Credentials(
                Optional.of(TLS.resolve("authority.crt")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(TLS.resolve("other-authority.crt")),
                Optional.empty());

        assertThat(writing(Works.encrypted(grpcAddress(), restAddress(), credentials)))
                .contains("failed to get ManifestWork cluster1/w: Internal error occurred: Get \"https://")
                .contains("certificate signed by unknown authority");
    }

    @Test
    void aMissingClientCertificateIsNamed() throws Exception {
        encrypt(true);

        assertThat(publishing(trusting("authority.crt"))).contains("the server asks for a client certificate");
    }

    @Test
    void anEncryptedServerIsWrittenTo() throws Exception {
        encrypt(false);
        MaestroTransport client = connect(Works.encrypted(grpcAddress(), restAddress(), trusting("authority.crt")));

        done(apply(client, work("w", 1), CONSUMER));

        assertThat(maestro.worksOf(CONSUMER)).containsOnlyKeys("w");
    }

    @Test
    void aClientCertificateIsPresentedWhateverTheFormOfItsKey() throws Exception {
        encrypt(true);

        assertThat(publishing(identity("client.crt", "client.key"))).isEqualTo("stored");
        assertThat(publishing(identity("client.crt", "client-pkcs1.key"))).isEqualTo("stored");
        assertThat(secret("server-sec1.key")).isEqualTo(secret("server.key"));
    }

    @Test
    void aRotatedClientCertificateIsUsedWithoutARestart() throws Exception {
        encrypt(true);
        copy("stranger.crt", "tls.crt");
        copy("stranger.key", "tls.key");
        Credentials credentials = new Credentials(
                Optional.of(TLS.resolve("authority.crt")),
                Optional.of(folder.resolve("tls.crt")),
                Optional.of(folder.resolve("tls.key")),
                Optional.empty(),
                Optional.empty());
        try (Publishing publishing = new Publishing(credentials)) {
            assertThat(publishing.once())
                    .contains("the server asks for a client certificate and may not accept that of cert_file");

            copy("client.crt", "tls.crt");
            copy("client.key", "tls.key");
            publishing.files.refresh();
            publishing.connection.renew();

            assertThat(publishing.once()).isEqualTo("stored");
        }
    }

    @Test
    void aBearerTokenIsSentAndReadAnewForEachCall() throws Exception {
        encrypt(false);
        maestro.requireToken("right");
        Path token = Files.writeString(folder.resolve("token"), "wrong\n");
        Credentials credentials = new Credentials(
                Optional.of(TLS.resolve("authority.crt")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(token));
        try (Publishing publishing = new Publishing(credentials)) {
            assertThat(publishing.once()).contains("rpc error: code = Unauthenticated desc = invalid token");

            Files.writeString(token, "right\n");

            assertThat(publishing.once()).isEqualTo("stored");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @Timeout(30)
    void aPipeInThePlaceOfAFileIsNotWaitedFor(int place) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        List<Path> files =
                new ArrayList<>(Stream.of("authority.crt", "client.crt", "client.key", "authority.crt", "authority.crt")
                        .map(TLS::resolve)
                        .toList());
        files.set(place, pipe);
        Credentials credentials = new Credentials(
                Optional.of(files.get(0)),
                Optional.of(files.get(1)),
                Optional.of(files.get(2)),
                Optional.of(files.get(3)),
                Optional.of(files.get(4)));

        assertThatThrownBy(() -> new Publishing(credentials)).hasMessageContaining(pipe + ": not a regular file");
    }

    /** Puts encryption in front of both interfaces; the client certificate is asked for by gRPC only. */
    private void encrypt(boolean clientCertificates) throws Exception {
        SSLContext context = TrustAndIdentity.context(
                TrustAndIdentity.trust(Pem.read(TLS.resolve("authority.crt")), false),
                Optional.of(TrustAndIdentity.identity(
                        Pem.read(TLS.resolve("server.crt")), Pem.read(TLS.resolve("server.key")))));
        front = Optional.of(TlsFront.start(maestro.grpcPort(), context, "h2", clientCertificates));
        restFront = Optional.of(TlsFront.start(maestro.http().port(), context, "http/1.1", false));
    }

    private String grpcAddress() {
        return front.map(tls -> "127.0.0.1:" + tls.port()).orElseGet(maestro::grpcAddress);
    }

    private String restAddress() {
        return "https://127.0.0.1:" + restFront.map(TlsFront::port).orElse(1);
    }

    private MaestroTransport connect(MaestroSettings settings) {
        try {
            MaestroTransport connected = MaestroTransport.connect(settings, new Random(1), RequestObserver.NOBODY);
            transport = Optional.of(connected);
            return connected;
        } catch (MaestroSetupException e) {
            throw new AssertionError(e);
        }
    }

    private String writing(MaestroSettings settings) {
        return failure(apply(connect(settings), work("w", 1), CONSUMER));
    }

    private String publishing(Credentials credentials) throws MaestroSetupException, Shape.MismatchException {
        try (Publishing publishing = new Publishing(credentials)) {
            return publishing.once();
        }
    }

    /** Only the gRPC half of a transport. */
    private final class Publishing implements AutoCloseable {

        private final TlsFiles files;
        private final GrpcConnection connection;
        private final Publisher publisher;
        private int count;

        private Publishing(Credentials credentials) throws MaestroSetupException {
            MaestroSettings settings = Works.encrypted(grpcAddress(), restAddress(), credentials);
            files = new TlsFiles(settings);
            connection = new GrpcConnection(settings, files);
            publisher = new Publisher(
                    connection, settings.timeout(), settings.retries(), new Random(1), RequestObserver.NOBODY);
        }

        private String once() throws Shape.MismatchException {
            count++;
            String name = "w" + maestro.published().size() + "-" + count;
            ManifestWork manifest = ManifestWork.of(work(name, 1));
            String id = WorkId.of(Works.SOURCE, CONSUMER, name);
            SpecEvent event =
                    new SpecEvent(SpecEvent.Action.CREATE, Works.SOURCE, CONSUMER, id, 0, manifest, Instant.now());
            return switch (publisher.publish(event.encode(), Works.AMPLE)) {
                case Publisher.Published.Stored() -> "stored";
                case Publisher.Published.Refused(String _, String message) -> message;
                case Publisher.Published.Undelivered(String message) -> message;
            };
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private static Credentials trusting(String authority) {
        return new Credentials(
                Optional.of(TLS.resolve(authority)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Credentials identity(String certificate, String key) {
        return new Credentials(
                Optional.of(TLS.resolve("authority.crt")),
                Optional.of(TLS.resolve(certificate)),
                Optional.of(TLS.resolve(key)),
                Optional.empty(),
                Optional.empty());
    }

    private static BigInteger secret(String file) throws Exception {
        return ((ECPrivateKey) Pem.read(TLS.resolve(file)).privateKey()).getS();
    }

    private void copy(String resource, String name) throws Exception {
        Files.copy(TLS.resolve(resource), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
