package io.hyperfleet.adapter.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemPrinterTest {

    private static final ProblemPrinter PRINTER =
            new ProblemPrinter(Map.of("task.yaml", "a: 1\n    retry_atempts: 3\n\tb: 2\n"));

    @Test
    void aProblemShowsItsLineTheSpotAndTheHint() {
        Problem problem = Problem.error(
                        "unknown-key", new Place("task.yaml", 2, 5), "x", "unknown key \"retry_atempts\"")
                .withHint("did you mean \"retry_attempts\"?");
        assertThat(PRINTER.print(problem)).isEqualTo("""
                        task.yaml:2:5: error: unknown key "retry_atempts" [unknown-key]
                            2 |     retry_atempts: 3
                              |     ^~~~~~~~~~~~~ did you mean "retry_attempts"?
                        """);
    }

    @Test
    void thePointerStandsBelowTheSpotBehindTabsToo() {
        Problem problem = Problem.warning("name", new Place("task.yaml", 3, 2), "b", "odd");
        assertThat(PRINTER.print(problem))
                .isEqualTo("task.yaml:3:2: warning: odd [name]\n    3 | \tb: 2\n      | \t^\n");
    }

    @Test
    void aProblemWithoutAKnownLineIsStillTold() {
        Problem elsewhere = Problem.error("kind", new Place("other.yaml", 9, 1), "", "wrong")
                .withHint("do this");
        Problem nowhere = Problem.error("kind", null, "", "cannot be read");
        assertThat(PRINTER.print(elsewhere)).isEqualTo("other.yaml:9:1: error: wrong [kind]\n     do this\n");
        assertThat(PRINTER.print(nowhere)).isEqualTo("error: cannot be read [kind]\n");
    }

    @Test
    void problemsAreSortedByPlaceAndCounted() {
        Problem late = Problem.error("kind", new Place("task.yaml", 2, 5), "", "late");
        Problem early = Problem.warning("kind", new Place("task.yaml", 1, 1), "", "early");
        assertThat(PRINTER.print(List.of(late, early))).containsSubsequence("early", "late");
        assertThat(ProblemPrinter.summary(List.of(late, early, late), 2)).isEqualTo("2 errors, 1 warning in 2 files");
        assertThat(ProblemPrinter.summary(List.of(late), 1)).isEqualTo("1 error in 1 file");
    }
}
