package io.hyperfleet.adapter.app.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.hyperfleet.adapter.app.observe.LogSettings.LogLevel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Where everything that is logged goes. Set up in code: there is no file of the logging library to be found or forgotten.
 * Other people's code is heard from warnings on.
 */
public final class Logging implements AutoCloseable {

    private static final String OURS = "io.hyperfleet";
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final LogOutput output;

    private Logging(LogOutput output) {
        this.output = output;
    }

    /**
     * Takes the place of any earlier set-up.
     *
     * @param component who logs: the adapter's name, once it is known
     */
    public static Logging install(
            LogSettings settings, String component, String version, Map<String, String> environment) {
        OutputStream stream = new FileOutputStream(
                switch (settings.target()) {
                    case STDOUT -> FileDescriptor.out;
                    case STDERR -> FileDescriptor.err;
                });
        Map<String, Object> program = new LinkedHashMap<>();
        program.put("component", component);
        program.put("version", version);
        program.put("hostname", hostName(environment));
        return install(settings, stream, program);
    }

    static Logging install(LogSettings settings, OutputStream stream, Map<String, Object> program) {
        LogEncoder encoder = switch (settings.format()) {
            case JSON -> new JsonLogEncoder();
            case TEXT -> new TextLogEncoder();
        };
        LogOutput output = new LogOutput(stream, count -> droppedLine(encoder, program, count));
        LoggerContext library = (LoggerContext) LoggerFactory.getILoggerFactory();
        library.reset();
        LineAppender appender = new LineAppender(encoder, output, program, settings.level() == LogLevel.DEBUG);
        appender.setContext(library);
        appender.start();
        Logger root = library.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(settings.level() == LogLevel.ERROR ? Level.ERROR : Level.WARN);
        library.getLogger(OURS).setLevel(level(settings.level()));
        JavaLoggingBridge.install();
        return new Logging(output);
    }

    /** How many lines were dropped so far because nobody read the log. */
    public long droppedLines() {
        return output.dropped();
    }

    /** Waits a moment for what was logged to be written. Nothing logged afterwards is. */
    @Override
    public void close() {
        output.close();
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }

    private static String droppedLine(LogEncoder encoder, Map<String, Object> program, long count) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(program);
        fields.put("dropped", count);
        return encoder.encode(new LogLine(
                Instant.now(),
                ZoneId.systemDefault(),
                "WARN",
                "Log entries were dropped because nobody read the log",
                fields.entrySet().stream()
                        .map(field -> new LogLine.Field(field.getKey(), field.getValue()))
                        .toList()));
    }

    private static String hostName(Map<String, String> environment) {
        try {
            String name = Files.readString(HOST_NAME).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException e) {
            // Not Linux: the next source is asked.
        }
        return environment.getOrDefault("POD_NAME", "unknown");
    }
}
