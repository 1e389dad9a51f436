package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What examining configuration files found, in the order of the stages. The original program stops at the first stage that
 * finds an error, so the words for a refusal are that stage's; the problems of all others are told with it.
 */
public final class Findings {

    private record Finding(String stage, Problem problem) {}

    private final List<Finding> all = new ArrayList<>();

    /**
     * @param stage what fails when there is an error among the problems, in the words operators search for
     */
    void add(String stage, List<Problem> problems) {
        problems.forEach(problem -> all.add(new Finding(stage, problem)));
    }

    void addAll(Findings later) {
        all.addAll(later.all);
    }

    public List<Problem> problems() {
        return all.stream().map(Finding::problem).toList();
    }

    public List<Problem> warnings() {
        return with(Severity.WARNING);
    }

    /** Why the configuration cannot be used; empty when it can. */
    public Optional<Refusal> refusal() {
        return all.stream()
                .filter(finding -> finding.problem().severity() == Severity.ERROR)
                .findFirst()
                .map(first -> new Refusal(first.stage(), with(Severity.ERROR)));
    }

    boolean hasErrors() {
        return !with(Severity.ERROR).isEmpty();
    }

    private List<Problem> with(Severity severity) {
        return problems().stream()
                .filter(problem -> problem.severity() == severity)
                .toList();
    }
}
