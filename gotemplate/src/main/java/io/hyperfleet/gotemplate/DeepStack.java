package io.hyperfleet.gotemplate;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Carries out recursive work that may need more stack than the caller's thread has: it is repeated on a thread with a large
 * stack. The work must have no effect that repeating would spoil.
 */
final class DeepStack {

    private static final long LARGE_STACK_BYTES = 128L << 20;

    private DeepStack() {}

    /** Work that may fail. */
    @FunctionalInterface
    interface Task<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * @param tooDeep what to throw if even the large stack does not suffice
     * @param failure the only checked exception the task throws
     */
    static <T, E extends Exception> T call(Task<T, E> task, Class<E> failure, Supplier<E> tooDeep) throws E {
        try {
            return task.run();
        } catch (StackOverflowError _) {
            return callOnLargeStack(task, failure, tooDeep);
        }
    }

    private static <T, E extends Exception> T callOnLargeStack(Task<T, E> task, Class<E> failure, Supplier<E> tooDeep)
            throws E {
        FutureTask<T> result = new FutureTask<>(task::run);
        Thread.ofPlatform()
                .name("gotemplate-deep")
                .daemon()
                .stackSize(LARGE_STACK_BYTES)
                .start(result);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException _) {
                    // the work is bounded; finish it and tell the caller afterwards
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (failure.isInstance(cause)) {
                throw failure.cast(cause);
            }
            if (cause instanceof StackOverflowError) {
                throw tooDeep.get();
            }
            throw new IllegalStateException(cause);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
