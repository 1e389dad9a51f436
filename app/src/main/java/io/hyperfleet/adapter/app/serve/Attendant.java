package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunObserver;

/** Looks on while the program serves: told when it is ready, and of everything that happens in its runs. */
public interface Attendant extends RunObserver {

    /** Who only wants the program to serve. */
    Attendant NOBODY = new Attendant() {
        @Override
        public void ready(Serving serving) {
            // Nobody waits for it.
        }

        @Override
        public void on(RunEvent event) {
            // Nobody listens.
        }
    };

    /**
     * A program that serves.
     *
     * @param adapter its name
     * @param healthPort the port it listens on, also when the system chose it
     * @param metricsPort the same
     * @param stop asks it to stop, as a signal would; returns at once
     */
    record Serving(String adapter, int healthPort, int metricsPort, Runnable stop) {}

    /** The program takes events from now on. */
    void ready(Serving serving);
}
