package io.hyperfleet.adapter.app.observe;

/** Turns a log entry into one line of text. Used by many threads at once. */
interface LogEncoder {

    /** Fields after this many characters of a line are left out. */
    int MAX_LINE_CHARACTERS = 64 * 1024;

    /** The line with its line break. */
    String encode(LogLine line);
}
