package io.hyperfleet.adapter.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDumpTest {

    @TempDir
    Path folder;

    @Test
    void everythingIsShownInItsOrderAndSecretsAreNot() throws IOException, URISyntaxException {
        Path files = Path.of(ConfigDumpTest.class.getResource("/config-dump").toURI());
        assertThat(dump(files)).isEqualTo(Files.readString(files.resolve("expected.yaml")));
    }

    @Test
    void valuesAreShownAsWritten() throws IOException {
        write("""
                adapter: {name: "yes", version: 0.1}
                clients:
                  broker: {subscription_id: 0123, topic: true}
                  hyperfleet_api: {timeout: 1h2m3.5s, base_delay: 100us, max_delay: "0", retry_attempts: 0x10}
                """, """
                params:
                  - {name: 5, source: event.a, default: "123"}
                  - {name: b, source: event.b, default: null}
                  - {name: c, source: event.c, default: "l1\\nl2", required: no}
                  - {name: d, source: event.d, default: [no, ~, 1.50]}
                """);
        assertThat(dump(folder)).isEqualTo("""
                        adapter:
                            name: "yes"
                            version: "0.1"
                        params:
                            - default: "123"
                              name: "5"
                              source: event.a
                            - name: b
                              source: event.b
                            - default: |-
                                l1
                                l2
                              name: c
                              source: event.c
                            - default:
                                - "no"
                                - null
                                - 1.5
                              name: d
                              source: event.d
                        clients:
                            broker:
                                subscription_id: "0123"
                                topic: "true"
                            kubernetes:
                                api_version: ""
                            hyperfleet_api:
                                timeout: 1h2m3.5s
                                base_delay: 100µs
                                retry_attempts: 16
                        """);
    }

    @Test
    void smallestConfigurationShowsTheKeysThatAreAlwaysThere() throws IOException {
        write("adapter: {name: a}\nclients: {maestro: {insecure: true}}", "{}");
        assertThat(dump(folder)).isEqualTo("""
                        adapter:
                            name: a
                        clients:
                            maestro:
                                grpc_server_address: ""
                                http_server_address: ""
                                source_id: ""
                                client_id: ""
                                timeout: ""
                                auth:
                                    type: ""
                                retry_attempts: 0
                                insecure: true
                            kubernetes:
                                api_version: ""
                            hyperfleet_api: {}
                        """);
    }

    private void write(String adapter, String task) throws IOException {
        Files.writeString(folder.resolve("adapter.yaml"), adapter);
        Files.writeString(folder.resolve("task.yaml"), task);
    }

    private static String dump(Path folder) {
        ConfigFiles files = new ConfigFiles(folder, InputStream.nullInputStream());
        ConfigLoader loader = new ConfigLoader(files, Map.of(), "0.0.0-dev");
        return switch (loader.load(new ConfigFlags("adapter.yaml", "task.yaml", Map.of()))) {
            case ConfigLoader.Result.Loaded(LoadedConfiguration configuration) ->
                new ConfigDump(files).of(configuration);
            case ConfigLoader.Result.Refused refused -> throw new AssertionError(refused.error());
        };
    }
}
