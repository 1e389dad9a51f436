package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The rules for settings that loading leaves alone and serving insists on. A wrong value is an error; a missing one only a
 * warning, as it may come from the environment of the place where the adapter will serve.
 */
final class ServeSettingRules {

    private static final Set<Setting> CHECKED_ALLOWED =
            Set.of(Setting.LOG_LEVEL, Setting.LOG_FORMAT, Setting.LOG_OUTPUT, Setting.API_RETRY_BACKOFF);

    private static final List<Setting> MAESTRO_DURATIONS =
            List.of(Setting.MAESTRO_TIMEOUT, Setting.MAESTRO_SERVER_HEALTHINESS_TIMEOUT);

    private final AdapterConfig config;
    private final SettingValues values;
    private final List<Problem> problems = new ArrayList<>();

    ServeSettingRules(AdapterExamination.Content content) {
        config = content.config();
        values = content.values();
    }

    List<Problem> check() {
        CHECKED_ALLOWED.stream().sorted().forEach(this::checkAllowed);
        needed(Setting.API_BASE_URL, "HyperFleet API base URL not configured");
        checkBaseUrl();
        needed(Setting.BROKER_SUBSCRIPTION_ID, Setting.BROKER_SUBSCRIPTION_ID.path() + " is required");
        needed(Setting.BROKER_TOPIC, Setting.BROKER_TOPIC.path() + " is required");
        if (config.clients().maestro().isPresent()) {
            checkMaestro();
        }
        return problems;
    }

    private void checkAllowed(Setting setting) {
        String text = values.text(setting);
        boolean anyCase = setting == Setting.LOG_LEVEL || setting == Setting.LOG_FORMAT;
        String compared = anyCase ? text.toLowerCase(Locale.ROOT) : text;
        boolean oldSpelling = setting == Setting.LOG_LEVEL && compared.equals("warning");
        if (text.isEmpty() || oldSpelling || setting.allowed().contains(compared)) {
            return;
        }
        String message = setting.path() + " " + GoFormat.quote(text) + " is invalid (allowed: "
                + String.join(", ", setting.allowed()) + ")";
        Place place = values.place(setting);
        String hint = Suggestions.didYouMean(compared, setting.allowed()).orElse(null);
        // Any other level silently means info; the others end the program.
        Problem problem = setting == Setting.LOG_LEVEL
                ? Problem.warning("serve-setting", place, setting.path(), message)
                : Problem.error("serve-setting", place, setting.path(), message);
        problems.add(problem.withHint(hint));
    }

    private void checkMaestro() {
        for (Setting setting : MAESTRO_DURATIONS) {
            String text = values.text(setting);
            String error =
                    text.isEmpty() ? null : ValueKind.DURATION.parse(text).error();
            if (error != null) {
                problems.add(Problem.error(
                        "serve-setting",
                        values.place(setting),
                        setting.path(),
                        "invalid maestro timeout " + GoFormat.quote(text) + ": " + error));
            }
        }
        needed(Setting.MAESTRO_HTTP_SERVER_ADDRESS, "maestro server address is required");
        needed(Setting.MAESTRO_GRPC_SERVER_ADDRESS, "maestro gRPC server address is required");
        needed(Setting.MAESTRO_SOURCE_ID, "maestro sourceID is required");
        checkMaestroAddress(values.text(Setting.MAESTRO_HTTP_SERVER_ADDRESS));
    }

    private void checkMaestroAddress(String address) {
        String scheme = scheme(address);
        if (scheme.equals("http") && !values.flag(Setting.MAESTRO_INSECURE)) {
            wrong(
                    Setting.MAESTRO_HTTP_SERVER_ADDRESS,
                    "MaestroServerAddr must use https:// scheme when Insecure=false (got " + GoFormat.quote(scheme)
                            + "); use https:// URL or set Insecure=true for http:// connections");
        } else if (!address.isEmpty() && !scheme.equals("http") && !scheme.equals("https")) {
            wrong(
                    Setting.MAESTRO_HTTP_SERVER_ADDRESS,
                    "MaestroServerAddr must use http:// or https:// scheme (got scheme " + GoFormat.quote(scheme)
                            + " in " + GoFormat.quote(address) + ")");
        }
    }

    /** What stands before {@code ://}; empty when that does not occur. */
    private static String scheme(String address) {
        int end = address.indexOf("://");
        return end < 0 ? "" : address.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** No request can be sent to another address. */
    private void checkBaseUrl() {
        String url = values.text(Setting.API_BASE_URL);
        String scheme = scheme(url);
        boolean hasHost = url.length() > scheme.length() + "://".length();
        if (!url.isEmpty() && !(hasHost && (scheme.equals("http") || scheme.equals("https")))) {
            wrong(
                    Setting.API_BASE_URL,
                    Setting.API_BASE_URL.path() + " " + GoFormat.quote(url) + " is no URL such as http://host:8000");
        }
    }

    private void wrong(Setting setting, String message) {
        problems.add(Problem.error("serve-setting", values.place(setting), setting.path(), message));
    }

    private void needed(Setting setting, String message) {
        if (values.text(setting).isEmpty()) {
            problems.add(Problem.warning("serve-setting", values.place(setting), setting.path(), message)
                    .withHint("set " + setting.path() + " in the adapter configuration, or "
                            + setting.variables().getFirst() + " where it serves"));
        }
    }
}
