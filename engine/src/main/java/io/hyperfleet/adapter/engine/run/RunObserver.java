package io.hyperfleet.adapter.engine.run;

import java.util.List;

/** Told of everything that happens in a run, once and in order, on the thread of the run. Must not throw or block. */
public interface RunObserver {

    void on(RunEvent event);

    /** Tells several observers, in their order. */
    static RunObserver all(RunObserver... observers) {
        List<RunObserver> all = List.of(observers);
        return event -> all.forEach(observer -> observer.on(event));
    }
}
