/** What the engine costs, measured with JMH. {@link io.hyperfleet.adapter.benchmarks.Main} runs it all. */
@NullMarked
package io.hyperfleet.adapter.benchmarks;

import org.jspecify.annotations.NullMarked;
