package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.expression.Evaluation;
import io.hyperfleet.adapter.engine.expression.Template;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.run.RunEvent.DiscoveryQuery;
import io.hyperfleet.adapter.engine.run.RunEvent.ResourceStep;
import io.hyperfleet.adapter.engine.task.CompiledResource;
import io.hyperfleet.adapter.engine.task.CompiledResource.CompiledDiscovery;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for the objects of resources, in what is known already and else on the server. */
final class ResourceDiscovery {

    private final RunContext run;
    private final KnownObjects known;

    ResourceDiscovery(RunContext run, KnownObjects known) {
        this.run = run;
        this.known = known;
    }

    /** What looking for an object came to. */
    sealed interface Lookup {

        record Found(Resource object) implements Lookup {}

        /**
         * @param reason for example {@code ConfigMap "x" not found}
         */
        record Absent(String reason) implements Lookup {}

        record Failed(String reason, FailureClass classification) implements Lookup {}
    }

    /**
     * @param targetCluster rendered; empty for Kubernetes
     */
    Lookup find(CompiledResource resource, CompiledDiscovery discovery, String targetCluster) {
        ResourceTransport transport = run.ports().transports().get(resource.client());
        if (transport == null) {
            return new Lookup.Failed(noTransport(resource), FailureClass.TERMINAL);
        }
        DiscoveryQuery query;
        try {
            ResourceKind kind = resource.manifest().kind(run.templateScope());
            query = query(discovery, kind, targetCluster);
        } catch (NotRendered e) {
            return new Lookup.Failed(e.reason(), FailureClass.TERMINAL);
        }
        Optional<List<Resource>> answer = known.answer(query);
        if (answer.isPresent()) {
            return lookup(resource, query, answer.get());
        }
        return switch (ask(transport, query)) {
            case TransportResult.Done<List<Resource>>(List<Resource> objects) -> {
                known.found(query, objects);
                yield lookup(resource, query, objects);
            }
            case TransportResult.Failed<List<Resource>>(String message, FailureClass classification) ->
                new Lookup.Failed(message, classification);
        };
    }

    /** The query of a discovery inside an object, where kinds do not matter. */
    DiscoveryQuery nestedQuery(CompiledDiscovery discovery) throws NotRendered {
        return query(discovery, ResourceKind.UNKNOWN, "");
    }

    static String noTransport(CompiledResource resource) {
        String client = switch (resource.client()) {
            case KUBERNETES -> "kubernetes";
            case MAESTRO -> "maestro";
        };
        return "transport client not configured for " + client;
    }

    private Lookup lookup(CompiledResource resource, DiscoveryQuery query, List<Resource> objects) {
        Optional<Resource> newest = Generation.newest(objects);
        run.tell(new ResourceStep.Discovered(resource.name(), query, newest));
        return newest.<Lookup>map(Lookup.Found::new).orElseGet(() -> new Lookup.Absent(notFound(query)));
    }

    private static String notFound(DiscoveryQuery query) {
        return switch (query) {
            case DiscoveryQuery.ByName byName -> byName.kind().notFound(byName.name());
            case DiscoveryQuery.BySelector bySelector -> bySelector.kind().notFound("");
        };
    }

    private TransportResult<List<Resource>> ask(ResourceTransport transport, DiscoveryQuery query) {
        return switch (query) {
            case DiscoveryQuery.ByName(ResourceKind kind, String namespace, String name, String target) ->
                transport
                        .get(new ResourceAddress(kind, namespace, name, target), run.deadline(Phase.RESOURCES))
                        .map(found -> found.stream().toList());
            case DiscoveryQuery.BySelector(
                    ResourceKind kind,
                    String namespace,
                    Map<String, String> labels,
                    String target) -> transport.find(kind, namespace, labels, target, run.deadline(Phase.RESOURCES));
        };
    }

    private DiscoveryQuery query(CompiledDiscovery discovery, ResourceKind kind, String targetCluster)
            throws NotRendered {
        String namespace = render("namespace", discovery.namespace());
        return switch (discovery) {
            case CompiledDiscovery.ByName byName ->
                new DiscoveryQuery.ByName(kind, namespace, render("byName", byName.name()), targetCluster);
            case CompiledDiscovery.BySelector bySelector -> {
                Map<String, String> labels = new LinkedHashMap<>();
                for (CompiledResource.LabelTemplate label : bySelector.labels()) {
                    labels.put(render("label key", label.key()), render("label value", label.value()));
                }
                yield new DiscoveryQuery.BySelector(kind, namespace, labels, targetCluster);
            }
        };
    }

    private String render(String what, @Nullable Template template) throws NotRendered {
        if (template == null) {
            return "";
        }
        return switch (run.render(template)) {
            case Evaluation.Value(Object value) -> String.valueOf(value);
            case Evaluation.Failure(String reason) ->
                throw new NotRendered("failed to render " + what + " template: " + reason);
        };
    }
}
