package io.hyperfleet.adapter.app.serve;

/** Whoever does not care about circuits. */
final class NobodyWatches implements Throttle.Listener {

    @Override
    public void open(Downstream downstream) {
        // Nobody watches.
    }

    @Override
    public void closed(Downstream downstream) {
        // Nobody watches.
    }
}
