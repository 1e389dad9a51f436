package io.hyperfleet.adapter.engine.document;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects problems in the order they are found, so that all are told at once. Of each severity the first {@value #MAXIMUM}
 * are kept: a file with more was not written by hand. Used by one thread.
 */
public final class Problems {

    static final int MAXIMUM = 500;

    private final List<Problem> all = new ArrayList<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    public void add(Problem problem) {
        if (counts.merge(problem.severity(), 1, Integer::sum) <= MAXIMUM) {
            all.add(problem);
        }
    }

    public void addAll(Iterable<Problem> problems) {
        problems.forEach(this::add);
    }

    public List<Problem> all() {
        return List.copyOf(all);
    }

    public List<Problem> errors() {
        return with(Severity.ERROR);
    }

    public List<Problem> warnings() {
        return with(Severity.WARNING);
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    private List<Problem> with(Severity severity) {
        return all.stream().filter(problem -> problem.severity() == severity).toList();
    }
}
