/** Tests of reading, writing and judging documents. */
@NullMarked
package io.hyperfleet.adapter.engine.document;

import org.jspecify.annotations.NullMarked;
