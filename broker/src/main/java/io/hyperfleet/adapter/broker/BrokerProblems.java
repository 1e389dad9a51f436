package io.hyperfleet.adapter.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gathers what is wrong with the settings, in the order in which the HyperFleet broker library finds it: types first, then
 * rules.
 */
final class BrokerProblems {

    private final List<BrokerProblem> wrongTypes = new ArrayList<>();
    private final List<BrokerProblem> brokenRules = new ArrayList<>();

    void require(boolean condition, BrokerKey key, String rule) {
        if (!condition) {
            add(key, key.shortName() + " " + rule);
        }
    }

    void add(BrokerKey key, String message) {
        brokenRules.add(new BrokerProblem(Optional.of(key), "invalid configuration: " + message));
    }

    void wrongType(BrokerKey key, String text) {
        wrongTypes.add(new BrokerProblem(
                Optional.of(key),
                "error unmarshaling config: '" + key.path() + "' cannot parse '" + text + "' as "
                        + key.kind().typeName()));
    }

    List<BrokerProblem> all() {
        return Stream.concat(wrongTypes.stream(), brokenRules.stream()).toList();
    }
}
