package io.hyperfleet.adapter.app.serve;

/** The program cannot start. Ends as one error for the person who started it. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String logMessage;
    private final String error;

    /**
     * @param logMessage what the log says, for example {@code Failed to create subscriber}
     * @param error the whole error in the words operators search for
     */
    public StartException(String logMessage, String error) {
        super(error);
        this.logMessage = logMessage;
        this.error = error;
    }

    String logMessage() {
        return logMessage;
    }

    String error() {
        return error;
    }
}
