/** The program: read, check, build, start in order, wait, stop in reverse. */
@NullMarked
package io.hyperfleet.adapter.app;

import org.jspecify.annotations.NullMarked;
