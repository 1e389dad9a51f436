/** The command line. */
@NullMarked
package io.hyperfleet.adapter.app.cli;

import org.jspecify.annotations.NullMarked;
