/** Reads YAML and JSON into nodes that remember file, line and column; problems and where they are. */
@NullMarked
package io.hyperfleet.adapter.engine.document;

import org.jspecify.annotations.NullMarked;
