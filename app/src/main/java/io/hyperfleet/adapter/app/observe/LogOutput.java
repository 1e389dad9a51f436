package io.hyperfleet.adapter.app.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Writes log lines on a thread of its own, so that nobody who logs ever waits for whoever reads the log. When the reader
 * stops reading, at most {@value #MAX_LINES} lines and {@value #MAX_CHARACTERS} characters are kept; further lines are
 * dropped and counted, and the count is written when the reader goes on.
 */
final class LogOutput implements AutoCloseable {

    private static final int MAX_LINES = 8192;
    private static final long MAX_CHARACTERS = 16L << 20;
    private static final int MAX_BATCH = 256;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** Ends the queue. A line is never empty. */
    private static final String END = "";

    private final OutputStream stream;
    private final LongFunction<String> droppedLine;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MAX_LINES);
    private final AtomicLong characters = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong droppedInAll = new AtomicLong();
    private final Thread writer;

    /**
     * @param stream flushed after each batch; never closed
     * @param droppedLine makes the line that tells how many were dropped
     */
    LogOutput(OutputStream stream, LongFunction<String> droppedLine) {
        this.stream = stream;
        this.droppedLine = droppedLine;
        this.writer = Thread.ofPlatform().name("log").daemon().start(this::writeAll);
    }

    /** Takes a line without waiting. */
    void write(String line) {
        if (characters.addAndGet(line.length()) > MAX_CHARACTERS || !lines.offer(line)) {
            characters.addAndGet(-line.length());
            dropped.incrementAndGet();
            droppedInAll.incrementAndGet();
        }
    }

    /** How many lines were dropped so far. */
    long dropped() {
        return droppedInAll.get();
    }

    /** Waits a moment for the lines taken so far to be written. */
    @Override
    public void close() {
        try {
            if (writer.isAlive() && lines.offer(END, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                writer.join(CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        List<String> batch = new ArrayList<>(MAX_BATCH);
        boolean open = true;
        while (open) {
            try {
                batch.add(lines.take());
                lines.drainTo(batch, MAX_BATCH - 1);
                open = !batch.contains(END);
                writeBatch(batch);
            } catch (InterruptedException | IOException e) {
                // Nobody reads any more and there is no other place to say so.
                open = false;
            }
            batch.clear();
        }
    }

    private void writeBatch(List<String> batch) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : batch) {
            characters.addAndGet(-line.length());
            text.append(line);
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            text.append(droppedLine.apply(lost));
        }
        stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
