/** ManifestWorks through Maestro: written as CloudEvents over gRPC, read over REST. */
@NullMarked
package io.hyperfleet.adapter.maestro;

import org.jspecify.annotations.NullMarked;
