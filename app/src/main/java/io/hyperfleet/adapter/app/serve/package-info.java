/** Delivery: lanes, settlement, shutdown. */
@NullMarked
package io.hyperfleet.adapter.app.serve;

import org.jspecify.annotations.NullMarked;
