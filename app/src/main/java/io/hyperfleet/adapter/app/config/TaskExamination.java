package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.task.CompiledTask;
import io.hyperfleet.adapter.engine.task.TaskFile;
import java.util.Optional;

/**
 * A task file, examined.
 *
 * @param file its path as given; empty when there is none
 * @param text its content; empty when it could not be read
 * @param task as written, as far as it could be understood
 * @param compiled present when there are no errors
 */
record TaskExamination(
        String file, String text, Optional<TaskFile> task, Optional<CompiledTask> compiled, Findings findings) {}
