/** Tests of expressions and templates. */
@NullMarked
package io.hyperfleet.adapter.engine.expression;

import org.jspecify.annotations.NullMarked;
