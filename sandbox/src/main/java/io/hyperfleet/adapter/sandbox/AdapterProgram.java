package io.hyperfleet.adapter.sandbox;

import io.hyperfleet.adapter.app.serve.Attendant;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The program, run in this process as a shell would run it. */
@FunctionalInterface
interface AdapterProgram {

    /**
     * Serves until it is stopped.
     *
     * @param environment the variables of the program, instead of those of the process
     * @return the error that ended it, if any
     */
    Optional<String> serve(Path adapterConfig, Path taskConfig, Map<String, String> environment, Attendant attendant);
}
