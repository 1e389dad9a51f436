package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.run.FailureClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came back from the API server, after all attempts. */
sealed interface Reply {

    /**
     * It did what was asked.
     *
     * @param created whether it says that something came into being
     * @param object what it answered with
     */
    record Done(boolean created, Map<String, @Nullable Object> object) implements Reply {}

    /** It did not. */
    sealed interface Failure extends Reply {

        /** Why, in the words of the server where it has some, else in those of its Go client. */
        String message();

        FailureClass classification();
    }

    /**
     * It refused.
     *
     * @param code the HTTP status
     * @param message the server's, or what the Go client says where it has none
     * @param aboutAnObject whether the server says which object or kind it is about, so that the request has reached
     *     what it was meant for
     */
    record Refused(int code, String message, boolean aboutAnObject) implements Failure {

        boolean isNotFound() {
            return code == 404;
        }

        /** Whether it does not even know the path: no such kind is served there. */
        boolean isNoSuchPath() {
            return code == 404 && !aboutAnObject;
        }

        boolean isConflict() {
            return code == 409;
        }

        /** Whether the same request may succeed a moment later: timeouts, overload, internal errors. */
        boolean isRetryable() {
            return code == 408 || code == 429 || (code >= 500 && code <= 599 && code != 501 && code != 505);
        }

        /**
         * Whether a server that has just started may say so of what it will allow a moment later: it answers before it has
         * read who may do what and which kinds have been added.
         */
        boolean mayBeIgnorance() {
            return code == 401 || code == 403 || isNoSuchPath();
        }

        @Override
        public FailureClass classification() {
            return isRetryable() || isConflict() ? FailureClass.TRANSIENT : FailureClass.TERMINAL;
        }
    }

    /**
     * It could not be reached, did not answer in time, or broke off.
     *
     * @param mayPass whether the same may work a moment later
     */
    record Unreachable(String message, boolean mayPass) implements Failure {

        @Override
        public FailureClass classification() {
            return FailureClass.TRANSIENT;
        }
    }

    /** The request cannot be made, or the answer cannot be used, whenever it is tried. */
    record Impossible(String message) implements Failure {

        @Override
        public FailureClass classification() {
            return FailureClass.TERMINAL;
        }
    }
}
