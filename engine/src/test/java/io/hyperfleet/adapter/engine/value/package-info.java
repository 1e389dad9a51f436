@NullMarked
package io.hyperfleet.adapter.engine.value;

import org.jspecify.annotations.NullMarked;
