/** A HyperFleet for tests and for trying out, with faults on demand. */
@NullMarked
package io.hyperfleet.adapter.standins;

import org.jspecify.annotations.NullMarked;
