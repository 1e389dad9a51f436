/** Certificates and keys in PEM form, as whom to trust and who we are in TLS connections; why a connection failed. */
@NullMarked
package io.hyperfleet.adapter.tls;

import org.jspecify.annotations.NullMarked;
