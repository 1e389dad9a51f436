/** Go's {@code text/template} and {@code fmt} for Java, usable by anybody who needs Go templates. */
@NullMarked
package io.hyperfleet.gotemplate;

import org.jspecify.annotations.NullMarked;
