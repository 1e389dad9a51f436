/** Tests of loading and compiling task files. */
@NullMarked
package io.hyperfleet.adapter.engine.task;

import org.jspecify.annotations.NullMarked;
