package io.hyperfleet.adapter.app.validate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a report is printed. */
public enum ReportFormat {
    /** For people: each problem with its line. */
    TEXT,
    /** For programs: {@code {"problems":[…]}}. */
    JSON,
    /** For code scanners: SARIF 2.1.0. */
    SARIF,
    /** For GitHub Actions: annotations. */
    GITHUB;

    public static Optional<ReportFormat> of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(text))
                .findFirst();
    }

    /** All of them, as they are written. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(ReportFormat::text).toList();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
