/**
 * Evaluates CEL as the original program does. Parsing and macros come from cel-java; planning and evaluation are done
 * here, because expressions run without type check, by the dynamic rules and with the error texts of cel-go, and read
 * event data without converting it first.
 */
@NullMarked
package io.hyperfleet.adapter.engine.expression.cel;

import org.jspecify.annotations.NullMarked;
