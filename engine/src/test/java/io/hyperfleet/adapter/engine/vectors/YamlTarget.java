package io.hyperfleet.adapter.engine.vectors;

import io.hyperfleet.adapter.engine.vectors.VectorFamily.Mismatch;
import java.util.Optional;

/**
 * Something that YAML texts are read into. Found through {@link java.util.ServiceLoader}, so that a module can replay the
 * cases of its own configuration files.
 */
public interface YamlTarget {

    /** The value of {@code target} in the cases. */
    String name();

    Optional<Mismatch> replay(VectorCase vector, VectorValues values);
}
