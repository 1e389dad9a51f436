package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The flags that were given, each with its last value, by name. All values are known to fit their flag.
 *
 * @param words what was given besides flags, in its order
 */
record FlagValues(Map<String, String> values, List<String> words) {

    FlagValues {
        values = Map.copyOf(values);
        words = List.copyOf(words);
    }

    Optional<String> given(String flag) {
        return Optional.ofNullable(values.get(flag));
    }

    /** The text of a flag; empty when not given. */
    String text(String flag) {
        return values.getOrDefault(flag, "");
    }

    /** Whether a switch is on. */
    boolean isOn(String flag) {
        return given(flag)
                .map(text -> ValueKind.FLAG.parse(text).value().equals(true))
                .orElse(false);
    }
}
