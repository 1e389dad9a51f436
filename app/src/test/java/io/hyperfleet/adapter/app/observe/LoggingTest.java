package io.hyperfleet.adapter.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.observe.LogSettings.LogFormat;
import io.hyperfleet.adapter.app.observe.LogSettings.LogLevel;
import io.hyperfleet.adapter.app.observe.LogSettings.LogTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class LoggingTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @AfterEach
    void silence() {
        Logging.install(settings(LogLevel.ERROR), OutputStream.nullOutputStream(), Map.of())
                .close();
    }

    @Test
    void programFieldsComeFirstThenThoseOfTheStatementThenTheContext() {
        List<String> lines = logged(
                LogLevel.INFO,
                () -> LogContext.run(
                        Map.of("event_id", "e1"),
                        () -> LoggerFactory.getLogger("io.hyperfleet.x")
                                .atInfo()
                                .addKeyValue("k", 1)
                                .log("hello {}", "you")));

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .endsWith(
                                "\"level\":\"INFO\",\"msg\":\"hello you\",\"component\":\"c\",\"version\":\"v\",\"k\":1,"
                                        + "\"event_id\":\"e1\"}"));
    }

    @Test
    void anExceptionShowsAsItsMessageAndWithFramesAtDebugOnly() {
        Runnable failing = () -> LoggerFactory.getLogger("io.hyperfleet.x").error("failed", new IOException("no disk"));

        assertThat(logged(LogLevel.INFO, failing))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("\"error\":\"no disk\"")
                        .doesNotContain("stack_trace", "LoggingTest.java"));
        written.reset();
        assertThat(logged(LogLevel.DEBUG, failing))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"stack_trace\":[\"LoggingTest.java:"));
    }

    @Test
    void secretsOfUrlsAndHeadersNeverReachTheLog() {
        Runnable careless = () -> LoggerFactory.getLogger("io.hyperfleet.x")
                .atWarn()
                .addKeyValue("error", "GET https://u:canary-1@h/x: Authorization: Basic Y2FuYXJ5LTI= refused")
                .addKeyValue("list", List.of("amqp://guest:canary-3@broker:5672/"))
                .log("Making API call: GET https://me:canary-4@api/y with Bearer canary-5.canary-6");

        for (LogFormat format : LogFormat.values()) {
            written.reset();
            try (Logging _ =
                    Logging.install(new LogSettings(LogLevel.DEBUG, format, LogTarget.STDOUT), written, program())) {
                careless.run();
            }
            assertThat(lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("https://h/x", "https://api/y", "amqp://broker:5672/", "**REDACTED**")
                            .doesNotContain("canary", "Y2FuYXJ5"));
        }
    }

    @Test
    void anEndlessEntryIsCut() {
        List<String> lines = logged(
                LogLevel.INFO,
                () -> LoggerFactory.getLogger("io.hyperfleet.x")
                        .atInfo()
                        .addKeyValue("a", "x".repeat(1_000_000))
                        .addKeyValue("b", Collections.nCopies(10_000, "y".repeat(1_000)))
                        .addKeyValue("c", "z".repeat(1_000_000))
                        .log("m".repeat(1_000_000)));

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line.length()).isLessThan(128 * 1024));
    }

    @Test
    void othersAreHeardFromWarningsOn() {
        List<String> lines = logged(LogLevel.DEBUG, () -> {
            LoggerFactory.getLogger("com.example.library").info("chatter");
            LoggerFactory.getLogger("com.example.library").warn("trouble");
            java.util.logging.Logger.getLogger("org.example.old").info("old chatter");
            java.util.logging.Logger.getLogger("org.example.old").warning("old trouble");
            LoggerFactory.getLogger("io.hyperfleet.x").debug("detail");
        });

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"trouble\"");
        assertThat(lines.get(1)).contains("\"old trouble\"");
        assertThat(lines.get(2)).contains("\"detail\"", "\"DEBUG\"");
    }

    @Test
    void nobodyWaitsForAReaderWhoStoppedReadingAndTheLossIsTold() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        OutputStream blocked = new OutputStream() {
            @Override
            public void write(int single) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                written.write(bytes, from, length);
            }
        };
        Logging logging = Logging.install(settings(LogLevel.INFO), blocked, program());
        for (int i = 0; i < 20_000; i++) {
            LoggerFactory.getLogger("io.hyperfleet.x").info("line {}", i);
        }
        reading.countDown();
        logging.close();

        List<String> lines = lines();
        assertThat(lines.getFirst()).contains("line 0");
        assertThat(lines.size()).isBetween(8_000, 10_000);
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("entries were dropped", "\"dropped\":1"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', INFO, JSON, STDOUT",
        "debug, text, stderr, DEBUG, TEXT, STDERR",
        "WARNING, JSON, stdout, WARN, JSON, STDOUT",
        "Error, Text, '', ERROR, TEXT, STDOUT",
        "verbose, json, '', INFO, JSON, STDOUT",
    })
    void settingsAreReadLeniently(
            String level, String format, String output, LogLevel wanted, LogFormat wantedFormat, LogTarget target) {
        assertThat(LogSettings.parse(level, format, output))
                .isEqualTo(new LogSettings.Parsed.Valid(new LogSettings(wanted, wantedFormat, target)));
    }

    @Test
    void anUnknownFormatOrOutputIsRefused() {
        assertThat(LogSettings.parse("info", "xml", ""))
                .isEqualTo(new LogSettings.Parsed.Invalid("invalid log format \"xml\": must be \"json\" or \"text\""));
        assertThat(LogSettings.parse("info", "json", "file"))
                .isEqualTo(new LogSettings.Parsed.Invalid(
                        "invalid log output \"file\": must be 'stdout', 'stderr', or empty"));
    }

    private List<String> logged(LogLevel level, Runnable task) {
        try (Logging _ = Logging.install(settings(level), written, program())) {
            task.run();
        }
        return lines();
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static LogSettings settings(LogLevel level) {
        return new LogSettings(level, LogFormat.JSON, LogTarget.STDOUT);
    }

    private static Map<String, Object> program() {
        Map<String, Object> program = new LinkedHashMap<>();
        program.put("component", "c");
        program.put("version", "v");
        return program;
    }
}
