package io.hyperfleet.adapter.app.config;

import java.util.Optional;

/**
 * An adapter file, examined.
 *
 * @param file its path as given; empty when there is none
 * @param text its content; empty when it could not be read
 * @param content what it says with environment and flags; empty when that could not be understood
 */
record AdapterExamination(String file, String text, Optional<Content> content, Findings findings) {

    /** What the adapter file says together with environment and flags. It may be used only when there are no errors. */
    record Content(AdapterConfig config, SettingValues values) {}

    AdapterConfig config() {
        return content.orElseThrow().config();
    }
}
