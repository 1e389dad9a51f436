package io.hyperfleet.adapter.engine.document;

/** Where the files come from that a configuration file names. */
public interface Source {

    /** Reads the file that a reference names. Never throws for what is wrong with the reference or the file. */
    Content read(String reference);

    /** What a reference leads to. */
    sealed interface Content {

        /**
         * @param file the name of the file for places
         * @param resolved the absolute path, for messages
         */
        record Text(String file, String resolved, String text) implements Content {}

        /**
         * The reference leads to no file that may be read.
         *
         * @param reason in the words of the original program, for example {@code path "../x" escapes base directory}
         */
        record Refused(String reason) implements Content {}

        /**
         * The file is there, but cannot be read.
         *
         * @param reason for example {@code failed to read file "/etc/x": open /etc/x: permission denied}
         */
        record Unreadable(String reason) implements Content {}
    }
}
