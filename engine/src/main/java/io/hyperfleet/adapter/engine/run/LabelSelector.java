package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.RunEvent.DiscoveryQuery;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.Map;

/** Which objects a discovery by labels finds. */
public final class LabelSelector {

    private LabelSelector() {}

    /** Every label must be there; no labels match everything. */
    public static boolean matches(Map<String, String> labels, Resource object) {
        if (labels.isEmpty()) {
            return true;
        }
        return object.metadata().get("labels") instanceof Map<?, ?> own
                && labels.entrySet().stream().allMatch(label -> label.getValue().equals(own.get(label.getKey())));
    }

    /** Empty and {@code *} stand for any namespace. */
    public static boolean isIn(String namespace, Resource object) {
        return namespace.isEmpty() || namespace.equals("*") || namespace.equals(object.namespace());
    }

    /** Whether the object, once on the server, is among what the query finds there. */
    static boolean couldFind(DiscoveryQuery.BySelector query, Resource object) {
        return query.kind().equals(object.kind()) && isIn(query.namespace(), object) && matches(query.labels(), object);
    }
}
