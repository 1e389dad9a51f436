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

    /** A row of the REST interface is all that is known of a work before it is changed or deleted. */
    @Test
    void whatIsPublishedOfARowThatWasReadDiffersInNothingTheServerCouldSee() throws Exception {
        Map<String, @Nullable Object> file = object(text("/wire/rows.json"));
        List<?> rows = (List<?>) Objects.requireNonNull(file.get("rows"));
        List<?> published = (List<?>) Objects.requireNonNull(file.get("published"));
        for (Object entry : published) {
            Map<?, ?> map = (Map<?, ?>) entry;
            String from = String.valueOf(map.get("case"));
            Object row = rows.get(((Long) Objects.requireNonNull(map.get("row"))).intValue());
            byte[] raw = Base64.getDecoder().decode(String.valueOf(map.get("raw")));
            CloudEvent recorded = PublishRequest.parseFrom(raw).getEvent();

            CloudEvent ours = ofRow(fields(row), recorded);

            assertThat(comparable(ours)).as(from).isEqualTo(comparable(recorded));
            assertThat(json(ours.getBinaryData().toStringUtf8()))
                    .as(from)
                    .isEqualTo(json(recorded.getBinaryData().toStringUtf8()));
        }
        assertThat(published).hasSizeGreaterThan(5);
    }

    @Test
    void aRowIsReadWithoutAnythingLost() throws Exception {
        List<?> rows =
                (List<?>) Objects.requireNonNull(object(text("/wire/rows.json")).get("rows"));
        for (Object entry : rows) {
            Map<String, @Nullable Object> row = fields(entry);
            StoredWork work = StoredWork.of(row).orElseThrow();

            Map<String, @Nullable Object> metadata = fields(work.resource().metadata());
            assertThat(metadata.get("generation")).isEqualTo(row.get("version"));
            assertThat(metadata.get("resourceVersion")).isEqualTo(String.valueOf(row.get("version")));
            Map<String, @Nullable Object> shown = fields(row.get("metadata"));
            List.of("generation", "resourceVersion").forEach(key -> {
                metadata.remove(key);
                shown.remove(key);
            });
            assertThat(metadata).isEqualTo(shown);
            Map<String, @Nullable Object> spec =
                    fields(work.resource().content().get("spec"));
            assertThat(fields(spec.get("workload")).get("manifests")).isEqualTo(row.get("manifests"));
            assertThat(spec.getOrDefault("deleteOption", Map.of())).isEqualTo(row.get("delete_option"));
            assertThat(spec.getOrDefault("manifestConfigs", List.of())).isEqualTo(row.get("manifest_configs"));
            Map<String, @Nullable Object> status =
                    fields(work.resource().content().get("status"));
            Map<String, @Nullable Object> reported = fields(row.get("status"));
            assertThat(status.get("conditions")).isEqualTo(reported.get("conditions"));
            assertThat(fields(status.get("resourceStatus")).get("manifests")).isEqualTo(reported.get("resourceStatus"));
        }
        assertThat(rows).isNotEmpty();
    }

    /** What we publish of a row, when it is to become, or to be deleted as, what was recorded. */
    private static CloudEvent ofRow(Map<String, @Nullable Object> row, CloudEvent recorded) throws Exception {
        StoredWork stored = StoredWork.of(row).orElseThrow();
        ManifestWork work = ManifestWork.of(stored.resource());
        SpecEvent.Action action = action(recorded);
        if (action == SpecEvent.Action.UPDATE) {
            work = WorkMerge.merge(work, wanted(recorded));
        }
        return event(action, recorded, stored.version(), work);
    }

    private static ManifestWork wanted(CloudEvent recorded) throws Exception {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        Map<String, @Nullable Object> payload = object(recorded.getBinaryData().toStringUtf8());
        content.put("metadata", new LinkedHashMap<>(object(text(recorded, "ce-metadata"))));
        Map<String, @Nullable Object> spec = new LinkedHashMap<>(payload);
        spec.put("workload", Map.of("manifests", payload.getOrDefault("manifests", List.of())));
        content.put("spec", spec);
        return ManifestWork.of(new Resource(content));
    }

    private static SpecEvent.Action action(CloudEvent recorded) {
        return Arrays.stream(SpecEvent.Action.values())
                .filter(known -> recorded.getType().endsWith("." + known.name().toLowerCase(Locale.ROOT) + "_request"))
                .findFirst()
                .orElseThrow();
    }

    private static CloudEvent event(SpecEvent.Action action, CloudEvent recorded, int version, ManifestWork work) {
        String time = action == SpecEvent.Action.DELETE ? "ce-deletiontimestamp" : "ce-time";
        var stamp = recorded.getAttributesOrThrow(time).getCeTimestamp();
        return new SpecEvent(
                        action,
                        recorded.getSource(),
                        text(recorded, "ce-clustername"),
                        text(recorded, "ce-resourceid"),
                        version,
                        work,
                        Instant.ofEpochSecond(stamp.getSeconds(), stamp.getNanos()))
                .encode();
    }

    /** What our encoder makes of the same request. */
    private static CloudEvent again(CloudEvent recorded) throws Exception {
        int version = recorded.getAttributesOrThrow("ce-resourceversion").getCeInteger();
        return event(action(recorded), recorded, version, wanted(recorded));
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
        List<Vector> vectors = new ArrayList<>();
        if (json(text("/wire/vectors.json")) instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> map && message.equals(map.get("message"))) {
                    byte[] raw = Base64.getDecoder().decode(String.valueOf(map.get("raw")));
                    vectors.add(new Vector(String.valueOf(map.get("from")), raw));
                }
            }
        }
        return vectors;
    }

    private static String text(String resource) throws IOException {
        try (InputStream file = Objects.requireNonNull(WireVectorsTest.class.getResourceAsStream(resource))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, @Nullable Object> object(String json) {
        return fields(json(json));
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        }
        return fields;
    }

    private static @Nullable Object json(String json) {
        return switch (JsonDecoder.kubernetesObject().decode(json)) {
            case JsonDecoder.Decoded.Value(Object value) -> value;
            case JsonDecoder.Decoded.Malformed _ -> null;
        };
    }
}
