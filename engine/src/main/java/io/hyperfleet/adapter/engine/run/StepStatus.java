package io.hyperfleet.adapter.engine.run;

import java.util.Locale;

/** How a step, or a whole run, ended. */
public enum StepStatus {
    SUCCESS,
    FAILED,
    SKIPPED;

    /** As logs, traces and metrics name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
