package io.hyperfleet.adapter.app.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Turns what is logged into lines, on the thread that logs, because only that thread knows the context. The fields are
 * those of the program, then those of the statement, then those of the {@link LogContext}; of equal names the first counts. An
 * exception shows as its message under {@code error}, and with its stack trace at level debug only. Takes no lock: several
 * threads encode at the same time.
 */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final int MAX_FRAMES = 32;

    private final LogEncoder encoder;
    private final LogOutput output;
    private final Map<String, Object> program;
    private final boolean stackTraces;
    private final ZoneId zone = ZoneId.systemDefault();

    /**
     * @param program fields of every line
     */
    LineAppender(LogEncoder encoder, LogOutput output, Map<String, Object> program, boolean stackTraces) {
        this.encoder = encoder;
        this.output = output;
        this.program = new LinkedHashMap<>(program);
        this.stackTraces = stackTraces;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(program);
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.putIfAbsent(pair.key, pair.value);
            }
        }
        LogContext.current().forEach(fields::putIfAbsent);
        if (event.getThrowableProxy() != null) {
            error(event.getThrowableProxy(), fields);
        }
        List<LogLine.Field> list = new ArrayList<>(fields.size());
        fields.forEach((key, value) -> list.add(new LogLine.Field(key, value)));
        LogLine line =
                new LogLine(event.getInstant(), zone, event.getLevel().toString(), event.getFormattedMessage(), list);
        output.write(encoder.encode(line));
    }

    private void error(IThrowableProxy thrown, Map<String, @Nullable Object> fields) {
        String message = thrown.getMessage();
        fields.putIfAbsent("error", message == null ? thrown.getClassName() : message);
        if (stackTraces) {
            fields.putIfAbsent(
                    "stack_trace",
                    Arrays.stream(thrown.getStackTraceElementProxyArray())
                            .limit(MAX_FRAMES)
                            .map(StackTraceElementProxy::getStackTraceElement)
                            .map(frame -> frame.getFileName() + ":" + frame.getLineNumber() + " " + frame.getClassName()
                                    + "." + frame.getMethodName())
                            .toList());
        }
    }
}
