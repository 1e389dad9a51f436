/** Tests of carrying out a task. */
@NullMarked
package io.hyperfleet.adapter.engine.run;

import org.jspecify.annotations.NullMarked;
