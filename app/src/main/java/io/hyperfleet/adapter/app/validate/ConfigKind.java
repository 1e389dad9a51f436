package io.hyperfleet.adapter.app.validate;

import io.hyperfleet.adapter.engine.document.Envelope;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.util.Optional;
import java.util.Set;

/** Which configuration a file is, told by its top-level keys. */
enum ConfigKind {
    ADAPTER(Set.of("adapter", "clients", "log", "debug_config"), "AdapterConfig"),
    TASK(Set.of("params", "preconditions", "resources", "post"), "AdapterTaskConfig"),
    BROKER(Set.of("broker", "subscriber"), "");

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> keys;

    private final String envelopeKind;

    ConfigKind(Set<String> keys, String envelopeKind) {
        this.keys = keys;
        this.envelopeKind = envelopeKind;
    }

    /** Empty for a file that is none of them, such as a manifest. */
    static Optional<ConfigKind> of(String file, String text) {
        Optional<Node> document = Yaml.readFile(file, text, new Problems());
        if (!(document.orElse(null) instanceof Node.Mapping mapping)) {
            return Optional.empty();
        }
        boolean envelope = Envelope.isEnvelope(mapping);
        for (ConfigKind kind : values()) {
            boolean matches = envelope
                    ? mapping.find("kind")
                            .map(Node::value)
                            .filter(kind.envelopeKind::equals)
                            .isPresent()
                    : kind.keys.stream().anyMatch(key -> mapping.find(key).isPresent());
            if (matches) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
