package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
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

    private void add(Setting setting, String message, @Nullable String hint) {
        Place place = values.place(setting);
        problems.add(Problem.error("adapter-config", place == null ? wholeFile : place, setting.path(), message)
                .withHint(hint)
                .withOriginal(message));
    }
}
