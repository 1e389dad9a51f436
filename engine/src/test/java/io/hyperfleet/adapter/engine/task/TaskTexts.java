package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Mapping;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Severity;
import io.hyperfleet.adapter.engine.document.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles task texts for tests. */
public final class TaskTexts {

    private TaskTexts() {}

    /** A task that has errors; the message tells them, one a line. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean alsoByTheOriginal;

        Refused(List<Problem> problems) {
            super(String.join("\n", problems.stream().map(Problem::toString).toList()));
            alsoByTheOriginal = problems.stream().anyMatch(problem -> problem.original() != null);
        }

        /** Whether one of the problems keeps the original program from starting, too. */
        public boolean alsoByTheOriginal() {
            return alsoByTheOriginal;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Loads, checks and compiles.
     *
     * @param files what {@code ref} and {@code build_ref} may name
     */
    public static CompiledTask compile(String text, Map<String, String> files) throws Refused {
        TaskLoadResult loaded = TaskLoader.load("task.yaml", text, source(files), Map.of());
        if (!loaded.errors().isEmpty()) {
            throw new Refused(loaded.errors());
        }
        return compile(loaded);
    }

    /** The first step that found an error; empty when the task may be used. */
    static Optional<LoadStage> refusedBy(TaskLoadResult loaded) {
        return loaded.problemsByStage().entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(problem -> problem.severity() == Severity.ERROR))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Compiles a task that need not be one that the program accepts. */
    public static CompiledTask compileUnchecked(String text) throws Refused {
        return compile(TaskLoader.load("task.yaml", text, source(Map.of()), Map.of()));
    }

    private static CompiledTask compile(TaskLoadResult loaded) throws Refused {
        if (loaded.task().isEmpty()) {
            throw new Refused(loaded.errors());
        }
        return switch (TaskCompiler.compile(loaded.task().orElseThrow())) {
            case TaskCompiler.Compilation.Done(CompiledTask task) -> task;
            case TaskCompiler.Compilation.Refused(List<Problem> problems) -> throw new Refused(problems);
        };
    }

    public static boolean isValueDefinition(Node node) {
        return node instanceof Mapping mapping && ValueDefinition.of(mapping).isPresent();
    }

    private static Source source(Map<String, String> files) {
        return reference -> {
            String text = files.get(reference);
            return text == null
                    ? new Source.Content.Refused("no file " + reference)
                    : new Source.Content.Text(reference, reference, text);
        };
    }
}
