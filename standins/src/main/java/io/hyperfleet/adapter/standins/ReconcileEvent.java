package io.hyperfleet.adapter.standins;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Sentinel announces of a resource that needs attention. Form and attributes as recorded from the real one: a
 * structured-mode CloudEvent without {@code time}.
 *
 * @param eventId the CloudEvent's id
 * @param kind kind of the resource, e.g. {@code Cluster}
 * @param resourceId id of the resource
 * @param href path of the resource at the API
 * @param generation generation of the resource when the event was made
 * @param owner the resource's owner, for children such as node pools
 */
public record ReconcileEvent(
        String eventId,
        String kind,
        String resourceId,
        String href,
        long generation,
        @Nullable Owner owner) {

    /** The owner of a child resource. */
    public record Owner(String id, String kind, String href) {}

    /** An event with a new id for a top-level resource. */
    public static ReconcileEvent of(String kind, String resourceId, long generation) {
        String plural = kind.toLowerCase(Locale.ROOT) + "s";
        String href = HyperFleetApiStandIn.BASE_PATH + "/" + plural + "/" + resourceId;
        return new ReconcileEvent(UuidV7.next(), kind, resourceId, href, generation, null);
    }

    /** The CloudEvent's type, e.g. {@code com.redhat.hyperfleet.cluster.reconcile}. */
    public String type() {
        return "com.redhat.hyperfleet." + kind.toLowerCase(Locale.ROOT) + ".reconcile";
    }

    /** The CloudEvent as the broker carries it. */
    public byte[] toJson() {
        Map<String, Object> data =
                new TreeMap<>(Map.of("id", resourceId, "kind", kind, "href", href, "generation", generation));
        if (owner != null) {
            data.put("owner_references", Map.of("id", owner.id(), "kind", owner.kind(), "href", owner.href()));
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", eventId);
        event.put("source", "hyperfleet-sentinel");
        event.put("type", type());
        event.put("datacontenttype", "application/json");
        event.put("data", data);
        return Json.bytes(event);
    }
}
