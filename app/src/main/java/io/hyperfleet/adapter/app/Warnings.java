package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.engine.document.Problem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what is allowed in a configuration but hardly meant. */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private Warnings() {}

    static void log(List<Problem> warnings) {
        for (Problem warning : warnings) {
            var entry = LOG.atWarn();
            if (warning.place() != null) {
                entry = entry.addKeyValue("place", warning.place().toString());
            }
            if (warning.hint() != null) {
                entry = entry.addKeyValue("hint", warning.hint());
            }
            entry.log(warning.originalText());
        }
    }
}
