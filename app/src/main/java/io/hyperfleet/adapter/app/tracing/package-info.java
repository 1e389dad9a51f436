/** Spans: the trace of an event goes on in every request, in every log line, and to a collector when there is one. */
@NullMarked
package io.hyperfleet.adapter.app.tracing;

import org.jspecify.annotations.NullMarked;
