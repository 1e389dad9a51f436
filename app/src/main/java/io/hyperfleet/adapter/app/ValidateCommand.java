package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.validate.ValidateOptions;
import io.hyperfleet.adapter.app.validate.Validation;
import java.io.PrintStream;

/** Examines configuration files and prints what is wrong with them. */
record ValidateCommand(Validation validation, PrintStream out) {

    /** Whether the files may be used. */
    boolean run(ValidateOptions options) {
        Validation.Outcome outcome = validation.run(options);
        out.print(outcome.report());
        return outcome.passed();
    }
}
