package io.hyperfleet.adapter.maestro;

/** The settings lead to no client; the message says why, in the words operators search for. */
public final class MaestroSetupException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int CONFIGURATION = 17;

    MaestroSetupException(String message) {
        super(message);
    }

    /** What is wrong with the configuration. */
    static MaestroSetupException configuration(String message) {
        return new MaestroSetupException("hyperfleet-adapter-" + CONFIGURATION + ": " + message);
    }
}
