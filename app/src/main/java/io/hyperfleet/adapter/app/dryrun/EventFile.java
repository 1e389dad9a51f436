package io.hyperfleet.adapter.app.dryrun;

import io.hyperfleet.adapter.broker.CloudEvent;
import io.hyperfleet.adapter.broker.CloudEventDecoder;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the event of a dry run: a CloudEvent as JSON. It is held to the rules of the specification, more strictly than an
 * event that is delivered.
 */
final class EventFile {

    private EventFile() {}

    static Event load(String path) throws Refused {
        try {
            String json = InputFile.read(path, "failed to read event file \"" + path + "\"");
            return switch (CloudEventDecoder.decode(json.getBytes(StandardCharsets.UTF_8), Map.of())) {
                case CloudEventDecoder.Decoded.Undecodable(String reason) ->
                    throw new Refused("failed to parse CloudEvent from \"" + path + "\": " + reason);
                case CloudEventDecoder.Decoded.Valid(CloudEvent event) -> event(path, event);
            };
        } catch (Refused e) {
            throw e.within("failed to load event");
        }
    }

    private static Event event(String path, CloudEvent event) throws Refused {
        List<String> problems = new ArrayList<>();
        if (event.id().isEmpty()) {
            problems.add("id: MUST be a non-empty string");
        }
        if (event.source().isEmpty()) {
            problems.add("source: REQUIRED");
        }
        if (event.type().isEmpty()) {
            problems.add("type: MUST be a non-empty string");
        }
        if (!problems.isEmpty()) {
            throw new Refused("invalid CloudEvent in \"" + path + "\": " + String.join("\n", problems));
        }
        return new Event(
                event.id(), event.type(), event.source(), event.time(), EventData.parse(event.data()), Map.of());
    }
}
