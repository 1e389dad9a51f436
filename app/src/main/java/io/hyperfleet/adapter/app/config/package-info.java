/** The adapter configuration: files, environment, flags, defaults and how they add up. */
@NullMarked
package io.hyperfleet.adapter.app.config;

import org.jspecify.annotations.NullMarked;
