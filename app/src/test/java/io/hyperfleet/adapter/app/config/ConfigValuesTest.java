package io.hyperfleet.adapter.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigValuesTest {

    @TempDir
    Path folder;

    @Test
    void tasksReadKeysOfTheFileWithDurationsAndWholeNumbers() throws IOException {
        Map<String, Object> api =
                Map.of("base_url", "http://x", "timeout", Duration.ofSeconds(5), "retry_attempts", 4L);
        assertThat(ConfigValues.full(config("hyperfleet_api: {base_url: http://x, timeout: 5s, retry_attempts: 4}")))
                .isEqualTo(Map.of(
                        "adapter",
                        Map.of("name", "a"),
                        "clients",
                        Map.of("kubernetes", Map.of("api_version", ""), "hyperfleet_api", api)));
    }

    @Test
    void nothingSecretIsAmongTheRedactedValues() throws IOException {
        AdapterConfig config = config(
                "{hyperfleet_api: {base_url: 'https://user:sesame@api.test:8000/x@y', "
                        + "default_headers: {Authorization: Bearer sesame}}, "
                        + "maestro: {http_server_address: 'https://sesame@maestro.test', auth: {tls_config: {key_file: /sesame}}}}");
        assertThat(ConfigValues.full(config).toString()).contains("user:sesame@", "Bearer sesame", "/sesame");
        assertThat(ConfigValues.redacted(config).toString())
                .doesNotContain("sesame")
                .contains("Authorization=**REDACTED**")
                .contains("base_url=https://**REDACTED**@api.test:8000/x@y")
                .contains("http_server_address=https://**REDACTED**@maestro.test")
                .contains("key_file=**REDACTED**");
        assertThat(config.clients().hyperfleetApi().defaultHeaders().toString()).doesNotContain("sesame");
    }

    private AdapterConfig config(String clients) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "adapter: {name: a}\nclients: " + block(clients));
        ConfigFiles files = new ConfigFiles(folder, InputStream.nullInputStream());
        AdapterConfigReader reader = new AdapterConfigReader(files, Map.of(), "0.0.0-dev");
        return reader.examine(new ConfigFlags("a.yaml", "", Map.of())).config();
    }

    private static String block(String text) {
        return text.startsWith("{") ? text : "{" + text + "}";
    }
}
