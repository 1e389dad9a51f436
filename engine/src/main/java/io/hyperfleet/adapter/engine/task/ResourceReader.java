package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.task.TaskFile.Discovery;
import io.hyperfleet.adapter.engine.task.TaskFile.Lifecycle;
import io.hyperfleet.adapter.engine.task.TaskFile.Nested;
import io.hyperfleet.adapter.engine.task.TaskFile.ResourceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code resources}. */
final class ResourceReader {

    private static final List<String> CLIENTS = List.of("kubernetes", "maestro");

    private final Dialect dialect;
    private final StructureRules rules;
    private final FileReferences files;

    ResourceReader(TaskReading reading) {
        dialect = reading.dialect();
        rules = reading.rules();
        files = new FileReferences(reading);
    }

    List<ResourceSpec> read(List<KeyReader> items) {
        checkNames(items);
        List<ResourceSpec> resources = new ArrayList<>();
        for (KeyReader keys : items) {
            resources.add(resource(keys));
            keys.finish();
        }
        return resources;
    }

    private void checkNames(List<KeyReader> items) {
        Map<String, Scalar> names = new HashMap<>();
        for (KeyReader keys : items) {
            Scalar name = keys.requiredText("name");
            Scalar first = names.putIfAbsent(name.text(), name);
            if (first != null) {
                rules.add(
                        "duplicate-name",
                        name.place(),
                        dialect.prefix() + "resources",
                        dialect.prefix() + "resources: contains duplicate name values",
                        "the other is at " + first.place());
            }
        }
    }

    private ResourceSpec resource(KeyReader keys) {
        Scalar name = keys.requiredText("name");
        rules.name(name, keys.pathOf("name"));
        Optional<KeyReader> transport = keys.object("transport", "configloader.TransportConfig");
        Scalar targetCluster = transport.flatMap(this::targetCluster).orElse(null);
        Scalar client = transport.map(this::client).orElse(null);
        Optional<KeyReader> kubernetes =
                transport.flatMap(keysOf -> keysOf.object("kubernetes", "configloader.KubernetesTransportConfig"));
        boolean serverSideApply = kubernetes
                .map(options -> options.flag("server_side_apply", false))
                .orElse(false);
        boolean repairDrift =
                kubernetes.map(options -> options.flag("repair_drift", false)).orElse(false);
        kubernetes.ifPresent(KeyReader::finish);
        transport.ifPresent(KeyReader::finish);
        Discovery discovery = discovery(keys).orElse(null);
        return new ResourceSpec(
                keys.path(),
                name,
                client,
                targetCluster,
                manifest(keys),
                keys.flag("recreate_on_change", false),
                serverSideApply,
                repairDrift,
                discovery,
                nested(keys.objects("nested_discoveries", "configloader.NestedDiscovery")),
                lifecycle(keys).orElse(null));
    }

    private Optional<Scalar> targetCluster(KeyReader transport) {
        return transport
                .object("maestro", "configloader.MaestroTransportConfig")
                .map(keys -> {
                    Scalar targetCluster = keys.requiredText("target_cluster");
                    rules.required(targetCluster, keys.pathOf("target_cluster"));
                    keys.finish();
                    return targetCluster;
                });
    }

    private Scalar client(KeyReader transport) {
        Scalar client = transport.requiredText("client");
        rules.oneOf(client, transport.pathOf("client"), CLIENTS);
        return client;
    }

    /**
     * A map with a text {@code ref} stands for the text of that file; its other keys do not count. In the oldest dialect
     * the file is a YAML map, whose texts are templates each by itself.
     */
    private @Nullable Node manifest(KeyReader keys) {
        Node manifest = keys.any("manifest");
        if (!(manifest instanceof Node.Mapping mapping)
                || !(mapping.find("ref").orElse(null) instanceof Scalar reference)
                || !(reference.value() instanceof String)
                || reference.text().isEmpty()) {
            return manifest;
        }
        if (dialect == Dialect.ENVELOPE) {
            return files.readMap(keys.pathOf("manifest.ref"), reference).orElse(manifest);
        }
        return files.read(keys.pathOf("manifest.ref"), reference)
                .<Node>map(content -> Yaml.text(content.file(), content.text()))
                .orElse(manifest);
    }

    private Optional<Discovery> discovery(KeyReader parent) {
        if (!rules.required(parent.has("discovery"), parent.place(), parent.pathOf("discovery"))) {
            return Optional.empty();
        }
        return parent.object("discovery", "configloader.DiscoveryConfig").map(keys -> {
            Optional<KeyReader> selectors = keys.object("by_selectors", "configloader.SelectorConfig");
            List<Node.Entry> labels = selectors.map(this::labels).orElse(List.of());
            Scalar byName = keys.text("by_name");
            boolean hasName = byName != null && !byName.text().isEmpty();
            if (!(dialect == Dialect.ENVELOPE && hasName && keys.has("by_selectors"))) {
                rules.exactlyOne(keys, "by_selectors", keys.has("by_selectors"), "by_name", hasName);
            }
            Discovery discovery =
                    new Discovery(keys.path(), keys.place(), keys.text("namespace"), hasName ? byName : null, labels);
            keys.finish();
            return discovery;
        });
    }

    private List<Node.Entry> labels(KeyReader selectors) {
        String path = selectors.pathOf("label_selector");
        boolean present = rules.required(selectors.has("label_selector"), selectors.place(), path);
        List<Node.Entry> labels = selectors.texts("label_selector");
        selectors.finish();
        boolean empty = selectors.any("label_selector") instanceof Node.Mapping map
                && map.entries().isEmpty();
        if (present && empty) {
            rules.add(
                    "required",
                    selectors.placeOf("label_selector"),
                    path,
                    path + ": must have at least 1 element(s)",
                    null);
        }
        return labels;
    }

    private List<Nested> nested(List<KeyReader> items) {
        List<Nested> nested = new ArrayList<>();
        for (KeyReader keys : items) {
            Optional<Discovery> discovery = discovery(keys);
            Scalar name = keys.requiredText("name");
            rules.name(name, keys.pathOf("name"));
            discovery.ifPresent(found -> nested.add(new Nested(keys.path(), name, found)));
            keys.finish();
        }
        return nested;
    }

    private Optional<Lifecycle> lifecycle(KeyReader parent) {
        if (dialect == Dialect.ENVELOPE) {
            return Optional.empty();
        }
        return parent.object("lifecycle", "configloader.LifecycleConfig").map(keys -> {
            Optional<KeyReader> create = keys.object("create", "configloader.LifecycleCreate");
            Optional<KeyReader> delete = keys.object("delete", "configloader.LifecycleDelete");
            Lifecycle lifecycle = new Lifecycle(
                    keys.path(),
                    keys.place(),
                    create.isPresent(),
                    create.flatMap(ResourceReader::when).orElse(null),
                    delete.isPresent(),
                    delete.flatMap(ResourceReader::when).orElse(null),
                    delete.map(block -> block.text("propagationPolicy")).orElse(null));
            create.ifPresent(KeyReader::finish);
            delete.ifPresent(KeyReader::finish);
            keys.finish();
            return lifecycle;
        });
    }

    private static Optional<Scalar> when(KeyReader block) {
        return block.object("when", "configloader.LifecycleWhen").flatMap(keys -> {
            Optional<Scalar> expression = Optional.ofNullable(keys.text("expression"));
            keys.finish();
            return expression;
        });
    }
}
