package io.hyperfleet.adapter.engine.run;

/** Told of everything that happens in a run, once and in order, on the thread of the run. Must not throw or block. */
public interface RunObserver {

    void on(RunEvent event);
}
