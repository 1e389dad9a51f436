package io.hyperfleet.adapter.standins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The stand-in answers recorded requests as the real server did, one after the other. */
class MaestroContractTest {

    /** Where the stand-in is stricter on purpose, so that a client that sends such a thing is noticed. */
    private static final Set<String> STRICTER =
            Set.of("create, version as string", "create, time as string", "create, broken type");

    /** Refused by both, in other words: those of a JSON or URI library. */
    private static final Set<String> IN_OTHER_WORDS = Set.of(
            "create, version as bytes",
            "create, metadata not JSON",
            "create, payload not JSON",
            "create, empty source");

    private final MaestroRows rows = new MaestroRows();

    @Test
    void publishedEventsAreTakenAndRefusedAsRecorded() throws IOException {
        rows.addConsumer("wire-server", "1");
        rows.addConsumer("wire-cluster", "2");
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/wire/maestro-publish.json"))) {
            for (JsonNode recorded : Json.parse(file.readAllBytes())) {
                String label = recorded.path("label").asText();
                byte[] raw = Base64.getDecoder().decode(recorded.path("raw").asText());
                String answer = publish(MaestroWire.readRequest(CodedInputStream.newInstance(raw)));
                if (IN_OTHER_WORDS.contains(label)) {
                    assertThat(answer).as(label).isNotEmpty();
                } else if (!STRICTER.contains(label)) {
                    assertThat(answer)
                            .as(label)
                            .isEqualTo(recorded.path("details").asText(""));
                }
            }
        }
    }

    private String publish(MaestroEvent event) {
        try {
            rows.accept(event, Instant.now());
            return "";
        } catch (MaestroRows.RefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
