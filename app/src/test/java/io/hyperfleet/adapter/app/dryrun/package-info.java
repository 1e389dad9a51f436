@NullMarked
package io.hyperfleet.adapter.app.dryrun;

import org.jspecify.annotations.NullMarked;
