package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Source;
import java.util.Map;

/**
 * What the readers of a task file need besides the file.
 *
 * @param source where the files come from that it names
 * @param environment the variables that {@code env.} sources see
 */
record TaskReading(Dialect dialect, Source source, Map<String, String> environment, StagedProblems problems) {

    StructureRules rules() {
        return new StructureRules(problems.at(LoadStage.STRUCTURE));
    }

    Problems parsing() {
        return problems.at(LoadStage.PARSING);
    }
}
