package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ConfigFlags;
import java.util.Optional;

/**
 * What the program can do, once the command line is understood. Each answers with the error that ended it, to be shown
 * as {@code Error: …} with exit code 1, or with nothing after success.
 */
public interface Commands {

    /** Serves until told to stop, or carries out one event. */
    Optional<String> serve(ServeOptions options);

    /** Prints the merged configuration. */
    Optional<String> dumpConfig(ConfigFlags flags);

    /** Looks at the messages that were put aside, or does something with them. */
    Optional<String> deadLetters(ConfigFlags flags, DeadLetterRequest request);

    /** Prints what build this is. */
    Optional<String> version();
}
