package io.hyperfleet.adapter.engine.document;

import org.jspecify.annotations.Nullable;

/** A scalar read from a YAML text. */
record YamlScalar(
        Place place, String text, String tag, @Nullable Object value, boolean isPlain, ScalarSource source)
        implements Node.Scalar {

    @Override
    public Place placeAt(int line, int column) {
        return source.placeAt(place, text, line, column);
    }
}
