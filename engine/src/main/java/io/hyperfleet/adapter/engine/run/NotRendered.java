package io.hyperfleet.adapter.engine.run;

/** A template that cannot be rendered, on its way to the step that says what becomes of it. */
final class NotRendered extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    NotRendered(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
