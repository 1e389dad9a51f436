package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.run.RunEvent.DiscoveryQuery;
import io.hyperfleet.adapter.engine.run.RunEvent.Nested;
import io.hyperfleet.adapter.engine.task.CompiledResource;
import io.hyperfleet.adapter.engine.task.CompiledResource.NestedDiscovery;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks for objects inside an object and puts those found beside it, under names of their own. */
final class NestedDiscoveries {

    private final RunContext run;
    private final CompiledResource resource;
    private final ResourceDiscovery discovery;

    NestedDiscoveries(RunContext run, CompiledResource resource, ResourceDiscovery discovery) {
        this.run = run;
        this.resource = resource;
        this.discovery = discovery;
    }

    /** How it ended. What cannot be found is no failure. */
    sealed interface End {

        record Stored(int count) implements End {}

        /** There is something of that name already. */
        record NameTaken(String name) implements End {}
    }

    End carryOut(Resource parent) {
        Map<String, Resource> found = new LinkedHashMap<>();
        for (NestedDiscovery nested : resource.nestedDiscoveries()) {
            find(parent, nested).ifPresent(object -> found.put(nested.name(), object));
        }
        int count = 0;
        for (Map.Entry<String, Resource> entry : found.entrySet()) {
            String name = entry.getKey();
            if (name.equals(resource.name())) {
                run.tell(new Nested.NestedNamedLikeParent(name));
                continue;
            }
            if (run.resources().containsKey(name)) {
                return new End.NameTaken(name);
            }
            run.resources().put(name, entry.getValue());
            count++;
        }
        return new End.Stored(count);
    }

    private Optional<Resource> find(Resource parent, NestedDiscovery nested) {
        String name = resource.name();
        DiscoveryQuery query;
        try {
            query = discovery.nestedQuery(nested.discovery());
        } catch (NotRendered e) {
            run.tell(new Nested.NestedUnrendered(name, nested.name(), e.reason()));
            return Optional.empty();
        }
        return switch (InnerObjects.find(parent, query)) {
            case InnerObjects.Search.Unreadable(String reason) -> {
                run.tell(new Nested.NestedFailed(name, nested.name(), reason));
                yield Optional.empty();
            }
            case InnerObjects.Search.Found(Optional<Resource> object) -> {
                run.tell(object.<RunEvent>map(
                                inner -> new Nested.NestedFound(name, nested.name(), inner.kind(), inner.name()))
                        .orElseGet(() -> new Nested.NestedNotFound(name, nested.name())));
                yield object;
            }
        };
    }
}
