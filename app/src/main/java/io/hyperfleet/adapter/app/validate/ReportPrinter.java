package io.hyperfleet.adapter.app.validate;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.ProblemCode;
import io.hyperfleet.adapter.engine.document.ProblemPrinter;
import io.hyperfleet.adapter.engine.task.TaskFile;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints a report in any of its formats. */
final class ReportPrinter {

    private static final String SARIF_SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private ReportPrinter() {}

    /** The report; ends with a line break unless it is empty. */
    static String print(ValidationReport report, ReportFormat format) {
        return switch (format) {
            case TEXT -> text(report);
            case JSON ->
                json(Map.of(
                        "problems",
                        report.problems().stream().map(ReportPrinter::fields).toList()));
            case SARIF -> json(sarif(report));
            case GITHUB ->
                report.problems().stream().map(ReportPrinter::annotation).collect(Collectors.joining());
        };
    }

    private static String text(ValidationReport report) {
        if (report.problems().isEmpty()) {
            return String.join(", ", report.files()) + ": no problems" + counts(report.tasks()) + "\n";
        }
        return new ProblemPrinter(report.texts()).print(report.problems()) + "\n"
                + ProblemPrinter.summary(report.problems(), report.files().size()) + "\n";
    }

    private static String counts(List<TaskFile> tasks) {
        if (tasks.isEmpty()) {
            return "";
        }
        return Stream.of(
                        counted(tasks, task -> task.params().size(), "param"),
                        counted(tasks, task -> task.preconditions().size(), "precondition"),
                        counted(tasks, task -> task.resources().size(), "resource"),
                        counted(tasks, task -> task.payloads().size(), "payload"),
                        counted(tasks, task -> task.postActions().size(), "post-action"))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String counted(List<TaskFile> tasks, ToIntFunction<TaskFile> count, String noun) {
        int number = tasks.stream().mapToInt(count).sum();
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static Map<String, @Nullable Object> fields(Problem problem) {
        Place place = problem.place();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("file", place == null ? "" : place.file());
        fields.put("line", place == null ? 1L : place.line());
        fields.put("column", place == null ? 1L : place.column());
        fields.put("severity", severity(problem));
        fields.put("code", problem.code());
        fields.put("path", problem.path());
        fields.put("message", problem.message());
        fields.put("hint", problem.hint() == null ? "" : problem.hint());
        return fields;
    }

    private static Map<String, @Nullable Object> sarif(ValidationReport report) {
        List<Object> rules = new ArrayList<>();
        Arrays.stream(ProblemCode.values())
                .filter(code -> report.problems().stream()
                        .anyMatch(problem -> problem.code().equals(code.text())))
                .forEach(code ->
                        rules.add(Map.of("id", code.text(), "shortDescription", Map.of("text", code.meaning()))));
        Map<String, Object> driver = Map.of("name", "hyperfleet-adapter", "rules", rules);
        List<Object> results =
                report.problems().stream().<Object>map(ReportPrinter::result).toList();
        return Map.of(
                "$schema",
                SARIF_SCHEMA,
                "version",
                "2.1.0",
                "runs",
                List.of(Map.of("tool", Map.of("driver", driver), "results", results)));
    }

    private static Map<String, Object> result(Problem problem) {
        Place place = problem.place();
        List<Object> locations = place == null
                ? List.of()
                : List.of(Map.of(
                        "physicalLocation",
                        Map.of(
                                "artifactLocation",
                                Map.of("uri", place.file()),
                                "region",
                                Map.of("startLine", place.line(), "startColumn", place.column()))));
        return Map.of(
                "ruleId", problem.code(),
                "level", severity(problem),
                "message", Map.of("text", withHint(problem)),
                "locations", locations);
    }

    private static String annotation(Problem problem) {
        Place place = problem.place();
        String where = place == null
                ? ""
                : "file=%s,line=%d,col=%d,".formatted(property(place.file()), place.line(), place.column());
        return "::%s %stitle=%s::%s\n".formatted(severity(problem), where, problem.code(), escaped(withHint(problem)));
    }

    private static String withHint(Problem problem) {
        return problem.hint() == null ? problem.message() : problem.message() + "; " + problem.hint();
    }

    private static String severity(Problem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }

    /** In the message of an annotation. */
    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** In a property of an annotation. */
    private static String property(String text) {
        return escaped(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String json(Object value) {
        return switch (JsonEncoder.encode(value)) {
            case JsonEncoder.Encoded.Text(String json) -> json + "\n";
            case JsonEncoder.Encoded.Unsupported(String reason) -> throw new IllegalStateException(reason);
        };
    }
}
