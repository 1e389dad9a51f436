@NullMarked
package io.hyperfleet.adapter.benchmarks;

import org.jspecify.annotations.NullMarked;
