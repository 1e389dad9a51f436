/** What operators see: log, metrics, health. */
@NullMarked
package io.hyperfleet.adapter.app.observe;

import org.jspecify.annotations.NullMarked;
