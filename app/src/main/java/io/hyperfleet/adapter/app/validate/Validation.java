package io.hyperfleet.adapter.app.validate;

import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigInspection;
import java.util.Map;

/** Validates configuration files without starting or connecting anything. */
public final class Validation {

    /**
     * @param passed whether there are no errors; there may be warnings
     * @param report to be printed
     */
    public record Outcome(boolean passed, String report) {}

    private final ConfigFiles files;
    private final Map<String, String> environment;
    private final String programVersion;

    public Validation(ConfigFiles files, Map<String, String> environment, String programVersion) {
        this.files = files;
        this.environment = Map.copyOf(environment);
        this.programVersion = programVersion;
    }

    public Outcome run(ValidateOptions options) {
        ConfigInspection inspection = new ConfigInspection(files, environment, programVersion);
        ValidationReport report = new Validator(files, inspection).validate(options);
        return new Outcome(!report.hasErrors(), ReportPrinter.print(report, options.format()));
    }
}
