package io.hyperfleet.adapter.app.serve;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;

/** What must not be worked on twice at the same time. */
sealed interface EventKey {

    /** The resource that the event's data names. */
    record OfResource(String kind, String id, String ownerId) implements EventKey {}

    /** The event itself, when its data does not say which resource it is about. Source and id together name it. */
    record OfEvent(String source, String id) implements EventKey {}

    /** An event that has no id either cannot be told from another one: each stands for itself. */
    final class OfUnnamedEvent implements EventKey {}

    static EventKey of(Event event) {
        return switch (event.data()) {
            case EventData.Parsed(var _, EventData.Reference reference)
            when !reference.id().isEmpty() ->
                new OfResource(
                        reference.kind(),
                        reference.id(),
                        reference.owner().map(EventData.Owner::id).orElse(""));
            case EventData.Parsed _, EventData.Unreadable _ ->
                event.id().isEmpty() ? new OfUnnamedEvent() : new OfEvent(event.source(), event.id());
        };
    }
}
