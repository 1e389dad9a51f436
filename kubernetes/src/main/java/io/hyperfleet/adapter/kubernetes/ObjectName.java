package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;

/**
 * Which object.
 *
 * @param namespace empty for none
 */
record ObjectName(ResourceKind kind, String namespace, String name) {

    static ObjectName of(Resource resource) {
        return new ObjectName(resource.kind(), resource.namespace(), resource.name());
    }

    /** {@code <Kind>/<name>}, as messages name it. */
    String kindAndName() {
        return kind.kind() + "/" + name;
    }
}
