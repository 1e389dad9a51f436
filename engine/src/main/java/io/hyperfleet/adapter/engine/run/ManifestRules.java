package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every manifest must fulfil before it is applied, wherever it goes. */
public final class ManifestRules {

    private ManifestRules() {}

    /**
     * Labels and annotations must be text: one that is not would make a server refuse the object, or hide its generation.
     *
     * @return the first key whose value is something else, with what to do about it; empty when all is well
     */
    public static Optional<String> problem(Resource manifest) {
        for (String section : List.of("labels", "annotations")) {
            if (manifest.metadata().get(section) instanceof Map<?, ?> texts) {
                for (Map.Entry<?, ?> entry : texts.entrySet()) {
                    if (entry.getValue() != null && !(entry.getValue() instanceof String)) {
                        return Optional.of("metadata." + section + "[\"" + entry.getKey() + "\"] must be text, but is "
                                + entry.getValue() + "; put it in quotes");
                    }
                }
            }
        }
        return Optional.empty();
    }
}
