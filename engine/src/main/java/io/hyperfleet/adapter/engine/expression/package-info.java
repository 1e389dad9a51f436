/** CEL, structured conditions, field paths and templates behind one idea: compile a text, evaluate it against a scope. */
@NullMarked
package io.hyperfleet.adapter.engine.expression;

import org.jspecify.annotations.NullMarked;
