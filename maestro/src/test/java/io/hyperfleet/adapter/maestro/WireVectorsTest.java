package io.hyperfleet.adapter.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.maestro.wire.CloudEvent;
import io.hyperfleet.adapter.maestro.wire.CloudEventAttributeValue;
import io.hyperfleet.adapter.maestro.wire.PublishRequest;
import io.hyperfleet.adapter.maestro.wire.SubscriptionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Messages recorded between the Go program and a real Maestro. */
class WireVectorsTest {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Vector(String from, byte[] raw) {}

    @Test
    void whatWePublishDiffersFromTheRecordedInNothingTheServerCouldSee() throws Throwable {
        assertThat(forAll("PublishRequest", vector -> {
                    CloudEvent recorded = PublishRequest.parseFrom(vector.raw()).getEvent();
                    CloudEvent ours = again(recorded);

                    assertThat(ours.getType()).isEqualTo(recorded.getType());
                    assertThat(ours.getSource()).isEqualTo(recorded.getSource());
                    assertThat(ours.getSpecVersion()).isEqualTo(recorded.getSpecVersion());
                    assertThat(ours.getId()).hasSameSizeAs(recorded.getId());
                    assertThat(comparable(ours)).as(vector.from()).isEqualTo(comparable(recorded));
                    assertThat(ours.getDataCase()).isEqualTo(recorded.getDataCase());
                    assertThat(json(ours.getBinaryData().toStringUtf8()))
                            .as(vector.from())
                            .isEqualTo(json(recorded.getBinaryData().toStringUtf8()));
                }))
                .isEqualTo(16);
    }

    @Test
    void idsAreThoseTheGoProgramGave() throws Throwable {
        assertThat(forAll("PublishRequest", vector -> {
                    CloudEvent event = PublishRequest.parseFrom(vector.raw()).getEvent();
                    Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(json(text(event, "ce-metadata")));
                    String id = WorkId.of(
                            event.getSource(), text(event, "ce-clustername"), String.valueOf(metadata.get("name")));
                    assertThat(id).isEqualTo(text(event, "ce-resourceid"));
                }))
                .isPositive();
    }

    @Test
    void everyOtherMessageIsReadWithNothingLeftOver() throws Throwable {
        int subscriptions = forAll("SubscriptionRequest", vector -> {
            SubscriptionRequest request = SubscriptionRequest.parseFrom(vector.raw());
            assertThat(request.toByteArray()).isEqualTo(vector.raw());
        });
        int events = forAll("CloudEvent", vector -> {
            CloudEvent event = CloudEvent.parseFrom(vector.raw());
            assertThat(event.getUnknownFields().asMap()).isEmpty();
            assertThat(event.getType()).startsWith("io.open-cluster-management.");
            assertThat(CloudEvent.parseFrom(event.toByteArray())).isEqualTo(event);
            assertThat(event.toByteArray()).hasSameSizeAs(vector.raw());
        });
        assertThat(subscriptions).isPositive();
        assertThat(events).isPositive();
    }

    /** What our encoder makes of the same request. */
    private static CloudEvent again(CloudEvent recorded) throws Exception {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(object(text(recorded, "ce-metadata")));
        Map<String, @Nullable Object> payload = object(recorded.getBinaryData().toStringUtf8());
        content.put("metadata", metadata);
        Map<String, @Nullable Object> spec = new LinkedHashMap<>(payload);
        spec.put("workload", Map.of("manifests", payload.getOrDefault("manifests", List.of())));
        content.put("spec", spec);
        SpecEvent.Action action = Arrays.stream(SpecEvent.Action.values())
                .filter(known -> recorded.getType().endsWith("." + known.name().toLowerCase(Locale.ROOT) + "_request"))
                .findFirst()
                .orElseThrow();
        String time = action == SpecEvent.Action.DELETE ? "ce-deletiontimestamp" : "ce-time";
        var stamp = recorded.getAttributesOrThrow(time).getCeTimestamp();
        return new SpecEvent(
                        action,
                        recorded.getSource(),
                        text(recorded, "ce-clustername"),
                        text(recorded, "ce-resourceid"),
                        recorded.getAttributesOrThrow("ce-resourceversion").getCeInteger(),
                        ManifestWork.of(new Resource(content)),
                        Instant.ofEpochSecond(stamp.getSeconds(), stamp.getNanos()))
                .encode();
    }

    /** All attributes; times by their kind only, JSON by what it says. */
    private static Map<String, @Nullable Object> comparable(CloudEvent event) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        event.getAttributesMap().forEach((key, value) -> {
            boolean isJson = key.equals("ce-metadata") || key.equals("ce-logtracing");
            attributes.put(
                    key,
                    switch (value.getAttrCase()) {
                        case CE_TIMESTAMP -> CloudEventAttributeValue.AttrCase.CE_TIMESTAMP;
                        case CE_STRING -> isJson ? json(value.getCeString()) : value.getCeString();
                        default -> value;
                    });
        });
        return attributes;
    }

    private static String text(CloudEvent event, String key) {
        return event.getAttributesOrThrow(key).getCeString();
    }

    private static int forAll(String message, ThrowingConsumer<Vector> check) throws Throwable {
        List<Vector> vectors = vectors(message);
        for (Vector vector : vectors) {
            check.accept(vector);
        }
        return vectors.size();
    }

    private static List<Vector> vectors(String message) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(WireVectorsTest.class.getResourceAsStream("/wire/vectors.json"))) {
            List<Vector> vectors = new ArrayList<>();
            if (json(new String(file.readAllBytes(), StandardCharsets.UTF_8)) instanceof List<?> list) {
                for (Object entry : list) {
                    if (entry instanceof Map<?, ?> map && message.equals(map.get("message"))) {
                        byte[] raw = Base64.getDecoder().decode(String.valueOf(map.get("raw")));
                        vectors.add(new Vector(String.valueOf(map.get("from")), raw));
                    }
                }
            }
            return vectors;
        }
    }

    private static Map<String, @Nullable Object> object(String json) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (json(json) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> object.put(String.valueOf(key), value));
        }
        return object;
    }

    private static @Nullable Object json(String json) {
        return switch (JsonDecoder.kubernetesObject().decode(json)) {
            case JsonDecoder.Decoded.Value(Object value) -> value;
            case JsonDecoder.Decoded.Malformed _ -> null;
        };
    }
}
