package io.hyperfleet.adapter.engine.document;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML or JSON document that remembers where it stands. Immutable. */
public sealed interface Node {

    /** Where the piece begins: for a quoted text the quote, for a block text its indicator. */
    Place place();

    /**
     * The piece as plain data: null, Boolean, Long, Uint64, Double, String, OffsetDateTime, List and Map (insertion
     * order), typed by the rules of Go's yaml.v3 for untyped targets.
     */
    @Nullable
    Object value();

    /** The short YAML tag, for example {@code !!str}, as error texts name types. */
    String tag();

    /** Whether it is an unquoted null ({@code ~}, {@code null}, nothing). */
    default boolean isNull() {
        return value() == null;
    }

    /** A single value. */
    non-sealed interface Scalar extends Node {

        /** The text as written, quotes and escapes resolved, whatever its type. */
        String text();

        /** Whether its type follows from its looks: neither quoted nor a block text nor tagged. */
        boolean isPlain();

        /**
         * Where a character of {@link #text} stands in the file.
         *
         * @param line line within the text, from 1
         * @param column column within that line in characters, from 1
         */
        Place placeAt(int line, int column);
    }

    /** A list. */
    non-sealed interface Sequence extends Node {

        List<Node> items();
    }

    /** A map. Merge keys are already resolved; of two equal keys the first counts. */
    non-sealed interface Mapping extends Node {

        List<Entry> entries();

        /** The value of the key written so, whatever its type. */
        default Optional<Node> find(String key) {
            return entries().stream()
                    .filter(entry -> entry.key() instanceof Scalar scalar
                            && scalar.text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    record Entry(Node key, Node value) {}
}
