package io.hyperfleet.adapter.app.observe;

import ch.qos.logback.classic.Level;
import java.util.Locale;

/** Which log entries are written, how and where to. */
public record LogSettings(LogLevel level, LogFormat format, LogTarget target) {

    /** What happens if nothing is configured. */
    public static final LogSettings DEFAULT = new LogSettings(LogLevel.INFO, LogFormat.JSON, LogTarget.STDOUT);

    @SuppressWarnings("ImmutableEnumChecker") // the levels of the logging library are constants
    public enum LogLevel {
        DEBUG(Level.DEBUG),
        INFO(Level.INFO),
        WARN(Level.WARN),
        ERROR(Level.ERROR);

        private final Level logback;

        LogLevel(Level logback) {
            this.logback = logback;
        }

        Level logback() {
            return logback;
        }
    }

    public enum LogFormat {
        JSON,
        TEXT
    }

    public enum LogTarget {
        STDOUT,
        STDERR
    }

    /** What parsing came to. */
    public sealed interface Parsed {

        record Valid(LogSettings settings) implements Parsed {}

        record Invalid(String error) implements Parsed {}
    }

    /**
     * Reads the settings as they stand in files, variables and flags. Empty means the default; a level that does not exist
     * means info, as it always has.
     */
    public static Parsed parse(String level, String format, String output) {
        LogTarget target;
        switch (output) {
            case "", "stdout" -> target = LogTarget.STDOUT;
            case "stderr" -> target = LogTarget.STDERR;
            default -> {
                return new Parsed.Invalid(
                        "invalid log output " + GoQuote.quote(output) + ": must be 'stdout', 'stderr', or empty");
            }
        }
        LogFormat wanted;
        switch (format.toLowerCase(Locale.ROOT)) {
            case "", "json" -> wanted = LogFormat.JSON;
            case "text" -> wanted = LogFormat.TEXT;
            default -> {
                return new Parsed.Invalid(
                        "invalid log format " + GoQuote.quote(format) + ": must be \"json\" or \"text\"");
            }
        }
        return new Parsed.Valid(new LogSettings(level(level), wanted, target));
    }

    private static LogLevel level(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "debug" -> LogLevel.DEBUG;
            case "warn", "warning" -> LogLevel.WARN;
            case "error" -> LogLevel.ERROR;
            default -> LogLevel.INFO;
        };
    }
}
