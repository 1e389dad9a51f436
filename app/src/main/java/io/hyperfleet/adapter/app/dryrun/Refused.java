package io.hyperfleet.adapter.app.dryrun;

/** An input of a dry run that cannot be used. Becomes the answer of {@link DryRun} before it leaves the package. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason what is wrong, naming the file
     */
    Refused(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** The same under another heading. */
    Refused within(String heading) {
        return new Refused(heading + ": " + reason);
    }
}
