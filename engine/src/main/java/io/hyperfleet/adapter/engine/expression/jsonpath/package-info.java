/** JSONPath in the dialect of Kubernetes' client-go, down to its error texts. */
@NullMarked
package io.hyperfleet.adapter.engine.expression.jsonpath;

import org.jspecify.annotations.NullMarked;
