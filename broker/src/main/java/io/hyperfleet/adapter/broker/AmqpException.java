package io.hyperfleet.adapter.broker;

/** The broker cannot be reached or does not do what it is asked. Never leaves the package. */
final class AmqpException extends Exception {

    private final AmqpFailure failure;

    AmqpException(AmqpFailure failure, Throwable cause) {
        super(failure.text(), cause);
        this.failure = failure;
    }

    AmqpFailure failure() {
        return failure;
    }
}
