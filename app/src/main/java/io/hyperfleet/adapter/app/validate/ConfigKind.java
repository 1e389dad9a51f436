package io.hyperfleet.adapter.app.validate;

import io.hyperfleet.adapter.engine.document.Envelope;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which configuration a file is, told by its top-level keys. */
enum ConfigKind {
    ADAPTER("adapter configuration", Set.of("adapter", "clients", "log", "debug_config"), "AdapterConfig"),
    TASK("task", Set.of("params", "preconditions", "resources", "post"), "AdapterTaskConfig"),
    BROKER("broker configuration", Set.of("broker", "subscriber"), "");

    private static final Pattern TOP_LEVEL_KEY = Pattern.compile("^([a-z_A-Z]+):", Pattern.MULTILINE);

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> keys;

    private final String envelopeKind;

    ConfigKind(String description, Set<String> keys, String envelopeKind) {
        this.description = description;
        this.keys = keys;
        this.envelopeKind = envelopeKind;
    }

    /** As messages call it. */
    String description() {
        return description;
    }

    /**
     * What a file is: nothing for one that is none of them, such as a manifest, and two for an envelope that holds both
     * configurations. A file that is no YAML is judged by the lines that look like its keys, so that it is not passed over.
     */
    static Set<ConfigKind> of(String file, String text) {
        Optional<Node> document = Yaml.readFile(file, text, new Problems());
        if (document.isEmpty()) {
            Set<String> lines = TOP_LEVEL_KEY
                    .matcher(text)
                    .results()
                    .map(key -> key.group(1))
                    .collect(Collectors.toSet());
            return ofKeys(lines);
        }
        if (!(document.get() instanceof Node.Mapping mapping)) {
            return Set.of();
        }
        if (!Envelope.isEnvelope(mapping)) {
            return ofKeys(keysOf(mapping));
        }
        String kindOfEnvelope =
                mapping.find("kind").map(Node::value).map(String::valueOf).orElse("");
        Set<ConfigKind> kinds = Arrays.stream(values())
                .filter(kind -> kind.envelopeKind.equals(kindOfEnvelope))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ConfigKind.class)));
        if (kinds.contains(ADAPTER) && holdsTask(mapping)) {
            kinds.add(TASK);
        }
        return kinds;
    }

    /** A file with the keys of a Kubernetes object, such as a kustomization, is none of ours. */
    private static Set<ConfigKind> ofKeys(Set<String> keys) {
        return keys.contains("kind")
                ? Set.of()
                : Arrays.stream(values())
                        .filter(kind -> !Collections.disjoint(kind.keys, keys))
                        .findFirst()
                        .map(Set::of)
                        .orElseGet(Set::of);
    }

    private static boolean holdsTask(Node.Mapping envelope) {
        return envelope.find("spec").orElse(null) instanceof Node.Mapping spec
                && !Collections.disjoint(TASK.keys, keysOf(spec));
    }

    private static Set<String> keysOf(Node.Mapping mapping) {
        return mapping.entries().stream()
                .map(entry -> entry.key() instanceof Node.Scalar key ? key.text() : "")
                .collect(Collectors.toSet());
    }
}
