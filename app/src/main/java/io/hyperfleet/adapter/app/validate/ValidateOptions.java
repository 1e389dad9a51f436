package io.hyperfleet.adapter.app.validate;

import java.util.List;

/**
 * What is to be validated. A path may be that of a file, of a folder, which is walked, or {@code -} for the standard input.
 *
 * @param adapterConfig empty for none
 * @param taskConfig empty for none
 * @param brokerConfig empty for none
 * @param others files and folders whose content tells what they are
 */
public record ValidateOptions(
        String adapterConfig, String taskConfig, String brokerConfig, List<String> others, ReportFormat format) {

    public ValidateOptions {
        others = List.copyOf(others);
    }

    boolean namesNothing() {
        return adapterConfig.isEmpty() && taskConfig.isEmpty() && brokerConfig.isEmpty() && others.isEmpty();
    }
}
