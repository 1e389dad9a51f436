package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.CelExpression;
import org.jspecify.annotations.Nullable;

/**
 * @param when null for always
 */
public record CompiledPayload(String name, @Nullable CelExpression when, PayloadTemplate template) {}
