@NullMarked
package io.hyperfleet.adapter.app.tracing;

import org.jspecify.annotations.NullMarked;
