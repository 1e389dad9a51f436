package io.hyperfleet.adapter.engine.task;

/** How a delete treats the dependents of an object, as in the Kubernetes API. */
public enum PropagationPolicy {
    BACKGROUND("Background"),
    FOREGROUND("Foreground"),
    ORPHAN("Orphan");

    private final String text;

    PropagationPolicy(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
