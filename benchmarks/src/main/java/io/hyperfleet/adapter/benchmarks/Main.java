package io.hyperfleet.adapter.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmarks with JMH's own options and prints a table. Ends with 1 when a figure misses its limit. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        Collection<RunResult> results = new Runner(new CommandLineOptions(arguments)).run();
        boolean met = true;
        System.out.println();
        System.out.println(Figure.heading());
        for (RunResult result : inOrder(results)) {
            Result<?> mean = result.getPrimaryResult();
            Figure figure = Figure.of(mean.getLabel());
            double cpuMicros = mean.getScore() * count(result, "cpuNanos") / count(result, "wallNanos");
            System.out.println(figure.row(cpuMicros, mean.getScore(), mean.getScoreError()));
            met &= figure.meets(cpuMicros);
        }
        System.exit(met ? 0 : 1);
    }

    private static double count(RunResult result, String counter) {
        return Objects.requireNonNull(result.getSecondaryResults().get(counter)).getScore();
    }

    private static List<RunResult> inOrder(Collection<RunResult> results) {
        return results.stream()
                .sorted(Comparator.comparing(
                        result -> Figure.of(result.getPrimaryResult().getLabel())))
                .toList();
    }
}
