/** The stand-ins and the program in one process. */
@NullMarked
package io.hyperfleet.adapter.sandbox;

import org.jspecify.annotations.NullMarked;
