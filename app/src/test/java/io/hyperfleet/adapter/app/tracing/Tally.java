package io.hyperfleet.adapter.app.tracing;

import io.hyperfleet.adapter.app.observe.SpanTally;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts spans. */
final class Tally implements SpanTally {

    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger exported = new AtomicInteger();

    @Override
    public void ended() {
        ended.incrementAndGet();
    }

    @Override
    public void exported(int spans) {
        exported.addAndGet(spans);
    }
}
