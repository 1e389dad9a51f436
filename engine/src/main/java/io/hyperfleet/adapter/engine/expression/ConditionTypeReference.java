package io.hyperfleet.adapter.engine.expression;

/**
 * A place where an expression looks for a condition of a type, as {@code conditionStatus(list, "Ready")} and {@code c.type ==
 * "Ready"} do.
 *
 * @param root the variable in which the list of conditions is; empty when it cannot be told
 * @param line of the type in the expression's text, from 1
 * @param column of its first letter in that line, from 1
 */
public record ConditionTypeReference(String root, String type, int line, int column) {}
