package io.hyperfleet.adapter.app.observe;

import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what libraries log through {@code java.util.logging}, from warnings on. */
final class JavaLoggingBridge extends Handler {

    private JavaLoggingBridge() {
        setLevel(Level.WARNING);
    }

    static void install() {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new JavaLoggingBridge());
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry == null || !isLoggable(entry)) {
            return;
        }
        String name = entry.getLoggerName() == null ? "java.util.logging" : entry.getLoggerName();
        org.slf4j.Logger target = LoggerFactory.getLogger(name);
        String message = text(entry);
        if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
            target.error(message, entry.getThrown());
        } else {
            target.warn(message, entry.getThrown());
        }
    }

    private static String text(LogRecord entry) {
        String message = String.valueOf(entry.getMessage());
        Object[] parameters = entry.getParameters();
        if (parameters == null || parameters.length == 0) {
            return message;
        }
        try {
            return MessageFormat.format(message, parameters);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
