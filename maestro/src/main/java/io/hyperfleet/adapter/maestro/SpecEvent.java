package io.hyperfleet.adapter.maestro;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.maestro.wire.CloudEvent;
import io.hyperfleet.adapter.maestro.wire.CloudEventAttributeValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of Maestro: to create, update or delete a work. Names, kinds and presence of the attributes are the
 * protocol's.
 *
 * @param source who asks
 * @param consumer the cluster the work is for
 * @param id of the work
 * @param version the version that was read; 0 for a new work
 * @param at when it was asked for
 */
record SpecEvent(Action action, String source, String consumer, String id, int version, ManifestWork work, Instant at) {

    static final String DATA_TYPE = "io.open-cluster-management.works.v1alpha1.manifestbundles";

    private static final String LOG_PREFIX = "logging.open-cluster-management.io/";

    enum Action {
        CREATE("create_request"),
        UPDATE("update_request"),
        DELETE("delete_request");

        private final String text;

        Action(String text) {
            this.text = text;
        }
    }

    CloudEvent encode() {
        CloudEvent.Builder event = CloudEvent.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setSource(source)
                .setSpecVersion("1.0")
                .setType(DATA_TYPE + ".spec." + action.text)
                .putAttributes("ce-time", timestamp(at))
                .putAttributes("ce-clustername", text(consumer))
                .putAttributes("ce-originalsource", text(""))
                .putAttributes("ce-resourceid", text(id))
                .putAttributes(
                        "ce-resourceversion",
                        CloudEventAttributeValue.newBuilder()
                                .setCeInteger(version)
                                .build())
                .putAttributes("ce-metadata", text(json(metadata())))
                .putAttributes("ce-logtracing", text(json(logTracing())));
        Optional<Instant> deletion = deletion();
        if (deletion.isPresent()) {
            return event.putAttributes("ce-deletiontimestamp", timestamp(deletion.get()))
                    .build();
        }
        return event.putAttributes("contenttype", text("application/json"))
                .setBinaryData(ByteString.copyFromUtf8(json(payload())))
                .build();
    }

    /** When the work began to go away, which is now if that is what is asked for. */
    private Optional<Instant> deletion() {
        if (action == Action.DELETE) {
            return Optional.of(at);
        }
        return work.metadata().get("deletionTimestamp") instanceof String text
                ? Optional.of(OffsetDateTime.parse(text).toInstant())
                : Optional.empty();
    }

    private Map<String, @Nullable Object> metadata() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(work.metadata());
        metadata.put("namespace", consumer);
        metadata.put("uid", id);
        metadata.put("resourceVersion", Integer.toString(version));
        deletion()
                .ifPresent(time -> metadata.put(
                        "deletionTimestamp",
                        time.truncatedTo(ChronoUnit.SECONDS).toString()));
        return metadata;
    }

    private Map<String, Object> logTracing() {
        Map<String, Object> annotations = new TreeMap<>();
        if (work.metadata().get("annotations") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key instanceof String name && name.startsWith(LOG_PREFIX)) {
                    annotations.put(name, String.valueOf(value));
                }
            });
        }
        return annotations;
    }

    private Map<String, @Nullable Object> payload() {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("manifests", work.manifests());
        putIfPresent(payload, "deleteOption", work.spec().get("deleteOption"));
        putIfPresent(payload, "manifestConfigs", work.spec().get("manifestConfigs"));
        // Not a slip here: the protocol spells it so.
        putIfPresent(payload, "executer", work.spec().get("executor"));
        return payload;
    }

    private static void putIfPresent(Map<String, @Nullable Object> payload, String key, @Nullable Object value) {
        if (value != null) {
            payload.put(key, value);
        }
    }

    private static CloudEventAttributeValue text(String text) {
        return CloudEventAttributeValue.newBuilder().setCeString(text).build();
    }

    private static CloudEventAttributeValue timestamp(Instant time) {
        return CloudEventAttributeValue.newBuilder()
                .setCeTimestamp(
                        Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
                .build();
    }

    private static String json(Object value) {
        return switch (JsonEncoder.encode(value)) {
            case JsonEncoder.Encoded.Text(String json) -> json;
            case JsonEncoder.Encoded.Unsupported(String reason) ->
                throw new IllegalStateException("a manifest is made of what JSON knows: " + reason);
        };
    }
}
