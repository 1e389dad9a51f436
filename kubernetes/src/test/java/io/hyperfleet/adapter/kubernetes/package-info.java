/** Tests of the Kubernetes transport against the stand-in of an API server. */
@NullMarked
package io.hyperfleet.adapter.kubernetes;

import org.jspecify.annotations.NullMarked;
