package io.hyperfleet.adapter.app.tracing;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import java.util.Map;

/** Events that come with a trace. */
final class Events {

    static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final String PARENT_ID = "00f067aa0ba902b7";

    private Events() {}

    static Event traced(String flags) {
        return with(Map.of("traceparent", "00-" + TRACE_ID + "-" + PARENT_ID + "-" + flags, "tracestate", "a=1,b=2"));
    }

    static Event with(Map<String, String> trace) {
        return new Event("ev-1", "t", "s", null, EventData.parse("{\"id\":\"c1\",\"kind\":\"Cluster\"}"), trace);
    }
}
