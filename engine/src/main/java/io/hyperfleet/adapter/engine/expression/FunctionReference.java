package io.hyperfleet.adapter.engine.expression;

/**
 * A place where an expression calls a function.
 *
 * @param argumentCount with the value before the dot, where there is one
 * @param line in the expression's text, from 1
 * @param column in that line, from 1
 */
public record FunctionReference(String name, int argumentCount, int line, int column) {}
