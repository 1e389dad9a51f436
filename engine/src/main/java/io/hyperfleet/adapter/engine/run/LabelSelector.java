package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.RunEvent.DiscoveryQuery;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.Map;

/** Which objects a discovery by labels finds. */
public final class LabelSelector {

    private LabelSelector() {}

    /**
     * Every label must have its value; no labels match everything. As in the Go program a label that is not there has the
     * empty value.
     */
    public static boolean matches(Map<String, String> labels, Resource object) {
        Map<String, String> own = object.labels();
        return labels.entrySet().stream()
                .allMatch(label -> label.getValue().equals(own.getOrDefault(label.getKey(), "")));
    }

    /** Empty and {@code *} stand for any namespace. */
    public static boolean isIn(String namespace, Resource object) {
        return namespace.isEmpty() || namespace.equals("*") || namespace.equals(object.namespace());
    }

    /** Whether the object, once on the server, is among what the query finds there: servers want every label present. */
    static boolean couldFind(DiscoveryQuery.BySelector query, Resource object) {
        return query.kind().equals(object.kind())
                && isIn(query.namespace(), object)
                && object.labels().entrySet().containsAll(query.labels().entrySet());
    }
}
