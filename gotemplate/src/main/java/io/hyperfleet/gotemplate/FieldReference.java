package io.hyperfleet.gotemplate;

import java.util.List;

/**
 * A place in a template that reads from its data, such as {@code .cluster.name}.
 *
 * @param path the names from the root, at least one
 * @param line from 1
 * @param column of the first character of the chain, from 1, counted in UTF-16 units
 * @param length of the chain in the template's text, in UTF-16 units
 */
public record FieldReference(List<String> path, int line, int column, int length) {

    public FieldReference {
        path = List.copyOf(path);
    }
}
