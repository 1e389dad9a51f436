package io.hyperfleet.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.api.ApiSettings.TokenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerTokenTest {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @BeforeEach
    void oldToken() throws Exception {
        file = Files.writeString(folder.resolve("token"), "old");
    }

    @Test
    void aTokenIsReadAgainWhenItsLifetimeIsOver() throws Exception {
        BearerToken token = new BearerToken(new TokenFile(file, LIFETIME), () -> now);
        assertThat(token.read()).isEqualTo("old");
        Files.writeString(file, "new");

        now = now.plus(LIFETIME.minusSeconds(1));
        assertThat(token.read()).isEqualTo("old");
        now = now.plusSeconds(1);
        assertThat(token.read()).isEqualTo("new");
    }

    @Test
    void aClockThatIsPutBackDoesNotKeepAnOldTokenInUse() throws Exception {
        BearerToken token = new BearerToken(new TokenFile(file, LIFETIME), () -> now);
        assertThat(token.read()).isEqualTo("old");
        Files.writeString(file, "new");

        now = now.minus(Duration.ofHours(1));

        assertThat(token.read()).isEqualTo("new");
    }
}
