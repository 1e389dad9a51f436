package io.hyperfleet.adapter.engine.run;

import java.util.Locale;

/** The four phases of a run, in their order. */
public enum Phase {
    PARAM_EXTRACTION,
    PRECONDITIONS,
    RESOURCES,
    POST_ACTIONS;

    /** As logs, metric labels and errors name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
