package io.hyperfleet.adapter.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.RequestObserver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Against a real Maestro, started by {@code make test-real} when {@code MAESTRO} names one. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = RealMaestroTest.HTTP, matches = "http.+")
class RealMaestroTest extends MaestroBehaviour {

    static final String HTTP = "HYPERFLEET_TEST_MAESTRO_HTTP";
    private static final String GRPC = "HYPERFLEET_TEST_MAESTRO_GRPC";

    private static MaestroTransport transport;

    @BeforeAll
    static void connect() throws MaestroSetupException {
        MaestroSettings settings = Works.settings(System.getenv(GRPC), System.getenv(HTTP));
        transport = MaestroTransport.connect(settings, new Random(1), RequestObserver.NOBODY);
    }

    @AfterAll
    static void close() {
        transport.close();
    }

    @Override
    MaestroTransport transport() {
        return transport;
    }

    @Override
    void register(String consumer) throws Exception {
        URI uri = URI.create(System.getenv(HTTP) + "/api/maestro/v1/consumers");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"" + consumer + "\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
        }
    }
}
