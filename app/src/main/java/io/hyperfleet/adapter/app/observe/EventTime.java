package io.hyperfleet.adapter.app.observe;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.gotemplate.GoFormat;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The time of an event as log lines show it: {@code 2026-08-18 10:00:00 +0000 UTC}. */
final class EventTime {

    /** What an event without a time is taken to say. */
    private static final OffsetDateTime NONE = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private EventTime() {}

    static String of(Event event) {
        OffsetDateTime time = event.time();
        return GoFormat.value(time == null ? NONE : time);
    }
}
