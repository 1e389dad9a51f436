@NullMarked
package io.hyperfleet.adapter.engine.trace;

import org.jspecify.annotations.NullMarked;
