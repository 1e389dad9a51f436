package io.hyperfleet.adapter.broker;

import java.util.Optional;

/**
 * One mistake in {@code broker.yaml} or the variables that replace its values.
 *
 * @param key whose value is wrong; empty when the file cannot be read at all
 * @param message the text of the HyperFleet broker library
 */
public record BrokerProblem(Optional<BrokerKey> key, String message) {}
