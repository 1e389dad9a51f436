package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a merged adapter configuration must fulfil before anything starts. Whether addresses answer, and what only serving
 * needs, is found out when the clients are made.
 */
final class AdapterConfigCheck {

    private final SettingValues values;
    private final Place wholeFile;
    private final boolean nameIsChecked;
    private final Problems problems = new Problems();

    /**
     * @param nameIsChecked whether a missing name is to be told; an envelope tells it itself
     */
    AdapterConfigCheck(SettingValues values, Place wholeFile, boolean nameIsChecked) {
        this.values = values;
        this.wholeFile = wholeFile;
        this.nameIsChecked = nameIsChecked;
    }

    Problems check() {
        if (nameIsChecked && values.text(Setting.ADAPTER_NAME).isEmpty()) {
            add(Setting.ADAPTER_NAME, "adapter.name is required", null);
        }
        if (values.hasBlock("clients.hyperfleet_api.auth")) {
            checkToken();
        }
        checkDeliveryPolicy();
        checkEventTimeout();
        return problems;
    }

    private void checkDeliveryPolicy() {
        String policy = values.text(Setting.DELIVERY_POLICY);
        if (!policy.isEmpty() && !Setting.DELIVERY_POLICY.allowed().contains(policy)) {
            add(
                    Setting.DELIVERY_POLICY,
                    "unknown delivery policy \"" + policy + "\" (supported: "
                            + String.join(", ", Setting.DELIVERY_POLICY.allowed()) + ")",
                    Suggestions.didYouMean(policy, Setting.DELIVERY_POLICY.allowed())
                            .orElse(null));
        }
    }

    private void checkEventTimeout() {
        if (values.duration(Setting.EVENT_TIMEOUT).isNegative()) {
            add(Setting.EVENT_TIMEOUT, "clients.broker.event_timeout must not be negative", null);
        }
    }

    private void checkToken() {
        String path = values.text(Setting.API_TOKEN_PATH);
        if (path.isEmpty()) {
            add(
                    Setting.API_TOKEN_PATH,
                    "clients.hyperfleet_api.auth.token_path must be set when auth is configured",
                    "set it, or leave out auth");
        } else if (!path.startsWith("/")) {
            add(
                    Setting.API_TOKEN_PATH,
                    "clients.hyperfleet_api.auth.token_path must be an absolute path, got \"" + path + "\"",
                    null);
        }
        if (values.duration(Setting.API_TOKEN_CACHE_TTL).isNegative()) {
            add(Setting.API_TOKEN_CACHE_TTL, "clients.hyperfleet_api.auth.token_cache_ttl must not be negative", null);
        }
    }

    /** What took the place of the file's value: who looks at the place in the file would search in vain. */
    private Optional<String> replacement(Setting setting) {
        return values.origin(setting)
                .filter(origin -> !(origin instanceof SettingValues.Origin.File))
                .map(origin -> "the value is that of " + origin.text());
    }

    private void add(Setting setting, String message, @Nullable String hint) {
        Place place = values.place(setting);
        problems.add(Problem.error("adapter-config", place == null ? wholeFile : place, setting.path(), message)
                .withHint(Stream.concat(replacement(setting).stream(), Stream.ofNullable(hint))
                        .reduce((replacement, advice) -> replacement + "; " + advice)
                        .orElse(null))
                .withOriginal(message));
    }
}
