package io.hyperfleet.adapter.app.tracing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The spans of one event that have begun and not ended yet, one inside the other. Belongs to the thread that carries out
 * the event; whatever that thread calls finds it with {@link #current}.
 */
final class EventTrace {

    private static final ScopedValue<EventTrace> CURRENT = ScopedValue.newInstance();

    private final List<Propagator> propagators;
    private final Deque<Span> open = new ArrayDeque<>();

    EventTrace(Span first, List<Propagator> propagators) {
        this.propagators = propagators;
        open.push(first);
    }

    /** The trace of the event that the calling thread carries out. */
    static Optional<EventTrace> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Runs something as part of this trace, and ends what is still open. */
    <T> T call(Supplier<T> task) {
        try {
            return ScopedValue.where(CURRENT, this).call(task::get);
        } finally {
            while (!open.isEmpty()) {
                open.pop().end();
            }
        }
    }

    /** The span in which everything happens. */
    Span first() {
        return open.getLast();
    }

    /** The innermost span. */
    Span innermost() {
        return open.getFirst();
    }

    /** Begins a span inside the innermost one. */
    Span begin(String name, Span.Kind kind) {
        Span span = innermost().child(name, kind);
        open.push(span);
        return span;
    }

    /** Ends a span, and what is still open inside it. */
    void end(Span span) {
        while (open.contains(span)) {
            open.pop().end();
        }
    }

    /** The headers that let a request belong to the innermost span. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        SpanContext context = innermost().context();
        propagators.forEach(propagator -> propagator.inject(context, headers));
        return headers;
    }
}
