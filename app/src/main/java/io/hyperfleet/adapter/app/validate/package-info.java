/** {@code validate}: configuration files examined without starting anything. */
@NullMarked
package io.hyperfleet.adapter.app.validate;

import org.jspecify.annotations.NullMarked;
