package io.hyperfleet.adapter.benchmarks;

import java.util.Arrays;

/**
 * A row of the table: a method of {@link EngineBenchmark}, what it may cost, and what the Go program needs for the same
 * work, which parses and plans every text anew for every event.
 */
enum Figure {
    COMPARE("whenCompare", "CEL: comparison", 30, "212-240"),
    OPTIONAL("whenOptional", "CEL: optional fields, ternary", 30, "222-258"),
    FILTER("whenFilter", "CEL: filter, map, exists over a list", 30, "297-320"),
    HELPER("whenHelper", "CEL: two own functions", 30, "289-383"),
    CONDITIONS("whenConditions", "two structured conditions", 30, "7.9-11.3"),
    FIELD("templateField", "template: one field", 5, "9.7-12.9"),
    FORMATTING("templateFormatting", "template: functions, printf", 5, "12.5-17.8"),
    RANGE("templateRange", "template: range and if", 5, "25.4-37.4"),
    TREE("manifestTree", "manifest of 40 lines, a tree", 60, "75.7-104"),
    TEXT("manifestText", "manifest of 40 lines, a text", 60, "46.6-52.8"),
    PAYLOAD("payload", "status payload, five expressions", 150, "566-1020"),
    EVENT("eventData", "event data of 430 bytes, read", 0, "12.6-12.7"),
    RUN("wholeRun", "a whole event, no waiting", 0, "");

    /** For a step that has no limit of its own. */
    private static final int NO_LIMIT = 0;

    private final String method;
    private final String title;
    private final int limitMicros;
    private final String goMicros;

    Figure(String method, String title, int limitMicros, String goMicros) {
        this.method = method;
        this.title = title;
        this.limitMicros = limitMicros;
        this.goMicros = goMicros;
    }

    /** @throws IllegalArgumentException when the table has no such row */
    static Figure of(String method) {
        return Arrays.stream(values())
                .filter(figure -> figure.method.equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row for the benchmark " + method));
    }

    static String heading() {
        return "%-38s %8s %8s %10s %10s %10s"
                .formatted("one operation, in µs", "CPU", "limit", "Go's CPU", "passed", "± 99.9 %");
    }

    /**
     * The row, with what was measured.
     *
     * @param wallMicros the time that passed, with its error; more than the processor time when others used the machine
     */
    String row(double cpuMicros, double wallMicros, double errorMicros) {
        String limit = limitMicros == NO_LIMIT ? "" : Integer.toString(limitMicros);
        return "%-38s %8.2f %8s %10s %10.2f %10.2f%s"
                .formatted(
                        title, cpuMicros, limit, goMicros, wallMicros, errorMicros, meets(cpuMicros) ? "" : "  MISSED");
    }

    boolean meets(double cpuMicros) {
        return limitMicros == NO_LIMIT || cpuMicros <= limitMicros;
    }
}
