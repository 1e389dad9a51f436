package io.hyperfleet.adapter.app.serve;

/** Whom runs depend on. */
enum Downstream {
    HYPERFLEET_API("hyperfleet_api"),
    /** Kubernetes or Maestro: where resources live. */
    RESOURCES("resources");

    private final String text;

    Downstream(String text) {
        this.text = text;
    }

    /** The name in logs and metrics. */
    String text() {
        return text;
    }
}
