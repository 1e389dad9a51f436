/** The one value model, with Go's conversions, comparison, printing and JSON. */
@NullMarked
package io.hyperfleet.adapter.engine.value;

import org.jspecify.annotations.NullMarked;
