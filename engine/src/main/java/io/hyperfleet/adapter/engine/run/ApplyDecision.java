package io.hyperfleet.adapter.engine.run;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.Optional;

/**
 * What has to be done to make an object be as its manifest says.
 *
 * @param reason in the words of the log line
 */
public record ApplyDecision(Operation operation, String reason) {

    /**
     * Decides by the generations of both. An object of a newer generation is left alone, so that a late event cannot
     * turn it back; a manifest without a generation replaces an object that has one.
     *
     * @param existing the object on the server; empty when there is none
     * @param recreateOnChange whether a changed object is deleted and created again instead of updated
     */
    public static ApplyDecision of(Resource manifest, Optional<Resource> existing, boolean recreateOnChange) {
        return existing.map(object -> ofGenerations(Generation.of(manifest), Generation.of(object), recreateOnChange))
                .orElseGet(() -> new ApplyDecision(Operation.CREATE, "resource not found"));
    }

    private static ApplyDecision ofGenerations(long wanted, long existing, boolean recreateOnChange) {
        if (wanted == existing) {
            return new ApplyDecision(Operation.SKIP, "generation " + wanted + " unchanged");
        }
        if (wanted != 0 && wanted < existing) {
            return new ApplyDecision(Operation.SKIP, "generation " + wanted + " older than " + existing);
        }
        String reason = "generation changed " + existing + "->" + wanted;
        return recreateOnChange
                ? new ApplyDecision(Operation.RECREATE, reason + ", recreateOnChange=true")
                : new ApplyDecision(Operation.UPDATE, reason);
    }
}
