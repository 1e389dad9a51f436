/** One event through the four phases: the ports it needs and what it tells its observers. */
@NullMarked
package io.hyperfleet.adapter.engine.run;

import org.jspecify.annotations.NullMarked;
