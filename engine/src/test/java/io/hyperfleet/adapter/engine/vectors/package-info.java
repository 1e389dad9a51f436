/**
 * Replays recorded evaluations through the engine's own classes. Each family of cases has a class; a module contributes
 * its families through {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.hyperfleet.adapter.engine.vectors;

import org.jspecify.annotations.NullMarked;
