package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.app.observe.Metrics;

/** Shows the circuits to readiness and metrics. */
record DownstreamWatch(ApiReachability reachability, Metrics metrics) implements Throttle.Listener {

    DownstreamWatch {
        for (Downstream downstream : Downstream.values()) {
            metrics.downstreamFails(downstream.text(), false);
        }
    }

    @Override
    public void open(Downstream downstream) {
        show(downstream, true);
    }

    @Override
    public void closed(Downstream downstream) {
        show(downstream, false);
    }

    private void show(Downstream downstream, boolean failing) {
        metrics.downstreamFails(downstream.text(), failing);
        if (downstream == Downstream.HYPERFLEET_API) {
            reachability.failing(failing);
        }
    }
}
