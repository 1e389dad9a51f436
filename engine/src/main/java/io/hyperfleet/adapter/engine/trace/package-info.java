/** A finished run as data, printed as text or JSON. */
@NullMarked
package io.hyperfleet.adapter.engine.trace;

import org.jspecify.annotations.NullMarked;
