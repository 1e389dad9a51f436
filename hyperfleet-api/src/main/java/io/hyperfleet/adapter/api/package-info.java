/** The HyperFleet API: URL rules, token, retries, limits. */
@NullMarked
package io.hyperfleet.adapter.api;

import org.jspecify.annotations.NullMarked;
