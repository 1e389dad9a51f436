@NullMarked
package io.hyperfleet.adapter.tls;

import org.jspecify.annotations.NullMarked;
