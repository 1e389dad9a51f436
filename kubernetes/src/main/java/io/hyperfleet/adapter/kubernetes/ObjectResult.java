package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.FailureClass;
import java.util.function.Function;

/** What an operation on an object came to. */
sealed interface ObjectResult<T> {

    record Ok<T>(T value) implements ObjectResult<T> {}

    /**
     * @param message the whole error in the words operators search for
     */
    record Refusal<T>(Reason reason, String message, FailureClass classification) implements ObjectResult<T> {

        <R> Refusal<R> as() {
            return new Refusal<>(reason, message, classification);
        }
    }

    enum Reason {
        /** There is no such object. */
        NOT_FOUND,
        /** The server does not know the kind. */
        UNKNOWN_KIND,
        /** There is an object of that name already, or somebody changed it since it was read. */
        CONFLICT,
        OTHER
    }

    default <R> ObjectResult<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Ok<T>(T value) -> new Ok<>(function.apply(value));
            case Refusal<T> refusal -> refusal.as();
        };
    }
}
