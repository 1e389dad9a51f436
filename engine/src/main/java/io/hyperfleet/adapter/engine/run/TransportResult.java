package io.hyperfleet.adapter.engine.run;

import java.util.function.Function;

/** What became of a transport call. */
public sealed interface TransportResult<T> {

    record Done<T>(T value) implements TransportResult<T> {}

    /**
     * @param message in the words operators search for, without the name of the resource in the task
     */
    record Failed<T>(String message, FailureClass classification) implements TransportResult<T> {}

    /** The same result with another value; a failure stays what it is. */
    default <R> TransportResult<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Done<T>(T value) -> new Done<>(function.apply(value));
            case Failed<T>(String message, FailureClass classification) -> new Failed<>(message, classification);
        };
    }
}
