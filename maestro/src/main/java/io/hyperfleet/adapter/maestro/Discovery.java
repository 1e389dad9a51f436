package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.run.InnerObjects;
import io.hyperfleet.adapter.engine.run.LabelSelector;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.List;
import java.util.Map;

/** Which works, or objects inside works, a search finds. As in the Go program a search by labels ignores the kind. */
final class Discovery {

    private Discovery() {}

    /** All objects inside the works, each with what its cluster reported of it. */
    static List<Resource> objectsIn(List<Resource> works) {
        return works.stream().flatMap(work -> InnerObjects.in(work).stream()).toList();
    }

    static boolean is(Resource object, ResourceAddress address) {
        return object.kind().equals(address.kind())
                && object.namespace().equals(address.namespace())
                && object.name().equals(address.name());
    }

    static boolean matches(Resource object, String namespace, Map<String, String> labels) {
        return (namespace.isEmpty() || namespace.equals(object.namespace())) && LabelSelector.matches(labels, object);
    }
}
