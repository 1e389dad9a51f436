/** The OpenTelemetry SDK, which is loaded only when spans are exported. */
@NullMarked
package io.hyperfleet.adapter.app.tracing.otlp;

import org.jspecify.annotations.NullMarked;
