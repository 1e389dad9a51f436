package io.hyperfleet.adapter.engine.run;

import java.util.Locale;

/** What was done to a resource. */
public enum Operation {
    CREATE,
    UPDATE,
    RECREATE,
    SKIP,
    DELETE;

    /** As logs, traces and metrics name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
