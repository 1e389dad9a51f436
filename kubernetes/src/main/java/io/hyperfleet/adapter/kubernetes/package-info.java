/** Resources in a cluster's API server. */
@NullMarked
package io.hyperfleet.adapter.kubernetes;

import org.jspecify.annotations.NullMarked;
