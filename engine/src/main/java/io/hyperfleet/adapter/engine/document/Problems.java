package io.hyperfleet.adapter.engine.document;

import java.util.ArrayList;
import java.util.List;

/** Collects problems in the order they are found, so that all are told at once. Used by one thread. */
public final class Problems {

    private final List<Problem> all = new ArrayList<>();

    public void add(Problem problem) {
        all.add(problem);
    }

    public void addAll(Iterable<Problem> problems) {
        problems.forEach(all::add);
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
