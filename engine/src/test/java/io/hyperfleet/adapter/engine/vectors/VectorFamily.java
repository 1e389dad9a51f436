package io.hyperfleet.adapter.engine.vectors;

import java.util.Optional;
import java.util.Set;

/** Knows how to replay some kinds of cases. Found through {@link java.util.ServiceLoader}, in any module. */
public interface VectorFamily {

    /** The kinds ({@code kind} of a case) it replays. */
    Set<String> kinds();

    /** Replays a case and returns what differs; empty when it comes out as recorded. */
    Optional<Mismatch> replay(VectorCase vector, VectorValues values);

    /** What was expected and what came out. */
    record Mismatch(String expected, String got) {}

    /** A mismatch when the two differ. */
    static Optional<Mismatch> compare(String expected, String got) {
        return expected.equals(got) ? Optional.empty() : Optional.of(new Mismatch(expected, got));
    }
}
