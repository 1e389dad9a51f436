package io.hyperfleet.adapter.engine.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML or JSON document that remembers where it stands. Immutable. */
public interface Node {

    /** Where the piece begins: for a quoted text the quote, for a block text its indicator. */
    Place place();

    /**
     * The piece as plain data: null, Boolean, Long, Double, String, times, List and Map (insertion order), typed by the
     * rules of Go's yaml.v3 for untyped targets.
     */
    @Nullable
    Object value();

    /** A single value. */
    interface Scalar extends Node {

        /** The text as written, quotes and escapes resolved, whatever its type. */
        String text();

        /** Whether it is an unquoted null ({@code ~}, {@code null}, nothing). */
        boolean isNull();

        /**
         * Where a character of {@link #text} stands in the file.
         *
         * @param line line within the text, from 1
         * @param column column within that line, from 1
         */
        Place placeAt(int line, int column);
    }

    /** A list. */
    interface Sequence extends Node {

        List<Node> items();
    }

    /** A map. */
    interface Mapping extends Node {

        List<Entry> entries();
    }

    record Entry(Node key, Node value) {}
}
