package io.hyperfleet.adapter.engine.run;

/** The files that params with the source {@code file} are read from. */
public interface ParamFiles {

    /** Reads a file, of which at most {@code maximumBytes} are wanted. */
    FileContent read(String path, int maximumBytes);

    /** What reading came to. */
    sealed interface FileContent {

        record Text(String text) implements FileContent {}

        /** The file is longer than wanted. */
        record TooLong() implements FileContent {}

        /**
         * The file cannot be opened or read.
         *
         * @param reason what was tried and why it failed, for example {@code opening "/x": open /x: no such file or
         *     directory}
         */
        record Unreadable(String reason) implements FileContent {}
    }
}
