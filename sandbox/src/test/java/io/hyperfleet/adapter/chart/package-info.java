/** The Helm chart, rendered by Helm itself. */
@org.jspecify.annotations.NullMarked
package io.hyperfleet.adapter.chart;
