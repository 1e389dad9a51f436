package io.hyperfleet.adapter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** From an event on a real RabbitMQ to an object in Kubernetes and a status report: run by {@code make test-real}. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = RealRabbitMqTest.URL, matches = "amqp.+")
class RealRabbitMqTest {

    static final String URL = "HYPERFLEET_TEST_RABBITMQ_URL";

    @TempDir
    private Path folder;

    @Test
    void anEventBecomesObjectsAndAStatusReport() {
        try (RunningSandbox sandbox = RunningSandbox.start(folder, "--once", "--broker", System.getenv(URL))) {
            assertThat(sandbox.result()).as(sandbox.output()).isEmpty();
            assertThat(sandbox.output())
                    .contains("resource       namespace  create   v1 Namespace ocean-01")
                    .contains("resource       job        create   batch/v1 Job ocean-01/validate")
                    .contains("Available=True JobSucceeded")
                    .contains("cluster ocean-01  Reconciled=True");
        }
    }
}
