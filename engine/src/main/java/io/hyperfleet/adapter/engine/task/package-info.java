/** The task file: what it says, whether it can be right, and its compiled form. */
@NullMarked
package io.hyperfleet.adapter.engine.task;

import org.jspecify.annotations.NullMarked;
