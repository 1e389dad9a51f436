package io.hyperfleet.adapter.engine.run;

/**
 * Why a resource failed.
 *
 * @param context what was tried
 * @param cause why it did not work
 */
record ResourceFailure(String resource, String context, String cause, FailureClass classification) {

    String text() {
        return "[" + Phase.RESOURCES.text() + "] " + resource + ": " + context + ": " + cause;
    }
}
