package io.hyperfleet.adapter.engine.expression;

import java.util.List;

/**
 * A place where an expression refers to a variable.
 *
 * @param path the variable and the literal members that follow it, for example {@code [resources, job, status]}
 * @param guarded whether the expression copes with a missing member, by {@code has(…)} or an optional step
 * @param line of the variable in the expression's text, from 1
 * @param column in that line, from 1
 */
public record VariableReference(List<String> path, boolean guarded, int line, int column) {

    public VariableReference {
        path = List.copyOf(path);
    }

    /** The variable itself. */
    public String root() {
        return path.getFirst();
    }
}
