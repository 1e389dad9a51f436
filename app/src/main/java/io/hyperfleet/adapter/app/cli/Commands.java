package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.validate.ValidateOptions;
import java.util.Optional;

/**
 * What the program can do, once the command line is understood. Each answers with the error that ended it, to be shown
 * as {@code Error: …} with exit code 1, or with nothing after success.
 */
public interface Commands {

    /** Serves until told to stop, or carries out one event. */
    Optional<String> serve(ServeOptions options);

    /**
     * Prints the merged configuration.
     *
     * @param sources whether to print where the values come from instead
     */
    Optional<String> dumpConfig(ConfigFlags flags, boolean sources);

    /**
     * Examines configuration files and prints the report.
     *
     * @return whether there are no errors
     */
    boolean validate(ValidateOptions options);

    /** Looks at the messages that were put aside, or does something with them. */
    Optional<String> deadLetters(ConfigFlags flags, DeadLetterRequest request);

    /** Prints what build this is. */
    Optional<String> version();
}
