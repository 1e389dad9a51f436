package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.Template;

/**
 * A {@code log} action.
 *
 * @param level as written; empty for info
 */
public record CompiledLog(Template message, String level) {}
