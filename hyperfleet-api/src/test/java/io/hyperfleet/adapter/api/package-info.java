/** Tests of the API client against a small HTTP server. */
@NullMarked
package io.hyperfleet.adapter.api;

import org.jspecify.annotations.NullMarked;
