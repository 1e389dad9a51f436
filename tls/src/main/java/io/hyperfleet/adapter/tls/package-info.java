/**
 * Files that say whom to trust and who we are: certificates and keys in PEM form, tokens; why a connection failed.
 */
@NullMarked
package io.hyperfleet.adapter.tls;

import org.jspecify.annotations.NullMarked;
