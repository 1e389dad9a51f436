package io.hyperfleet.adapter.broker;

/** A message is no CloudEvent. Becomes {@link CloudEventDecoder.Decoded.Undecodable} before it leaves the package. */
final class UndecodableException extends Exception {

    private final String reason;

    UndecodableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
