package io.hyperfleet.adapter.engine.document;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in a file, told so that its author can act on it.
 *
 * @param code stable name of the rule, for example {@code unknown-key}
 * @param place where it stands; null only when the file could not be read at all
 * @param path the configuration path, for example {@code resources[1].manifest}; empty for a whole file
 * @param message what is wrong, in the words operators search for
 * @param hint what to do about it, where that is known
 */
public record Problem(
        Severity severity,
        String code,
        @Nullable Place place,
        String path,
        String message,
        @Nullable String hint) {}
