package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.app.config.SettingValues.Origin;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.gotemplate.Parsed;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets flags and environment variables replace what the adapter file says. A flag that is given always replaces, even by
 * nothing; an empty variable never does.
 */
final class Overrides {

    private static final Set<Setting> CASE_IGNORED = Set.of(Setting.LOG_LEVEL, Setting.LOG_FORMAT);

    private record Replacement(Origin origin, String text) {}

    private final Map<Setting, String> flags;
    private final Map<String, String> environment;

    Overrides(Map<Setting, String> flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = environment;
    }

    /** Replaces values in place; a text that is no value of its setting becomes a problem. */
    void apply(SettingValues values, Problems problems) {
        for (Setting setting : Setting.values()) {
            find(setting, values).ifPresent(replacement -> {
                Parsed<?> parsed = setting.kind().parse(replacement.text());
                String error = parsed.error();
                if (error == null) {
                    values.replace(setting, parsed.value(), replacement.origin());
                } else {
                    problems.add(unfit(setting, replacement, error));
                }
            });
        }
        for (String header : values.headers().keySet()) {
            String general = Setting.generalVariable(Setting.DEFAULT_HEADERS + "." + header);
            variable(general).ifPresent(value -> values.replaceHeader(header, value, new Origin.Variable(general)));
        }
    }

    private Optional<Replacement> find(Setting setting, SettingValues values) {
        String flag = flags.get(setting);
        if (flag != null) {
            return Optional.of(new Replacement(new Origin.Flag(setting.flag().orElseThrow()), flag));
        }
        for (String name : setting.variables()) {
            Optional<String> text = variable(name);
            if (text.isPresent()) {
                String spelled = CASE_IGNORED.contains(setting) ? text.get().toLowerCase(Locale.ROOT) : text.get();
                return Optional.of(new Replacement(new Origin.Variable(name), spelled));
            }
        }
        return values.file(setting)
                .map(file -> Setting.generalVariable(file.path()))
                .flatMap(general -> variable(general).map(text -> new Replacement(new Origin.Variable(general), text)));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    private static Problem unfit(Setting setting, Replacement replacement, String error) {
        String reason = withoutValue(error);
        String tail = setting.kind() == ValueKind.DURATION
                ? reason
                : "cannot parse value as '%s': %s".formatted(setting.kind().goType(), reason);
        return Problem.error("wrong-type", null, setting.path(), "'" + setting.path() + "' " + tail)
                .withHint("%s is \"%s\"; %s"
                        .formatted(replacement.origin().text(), replacement.text(), wanted(setting.kind())))
                .withOriginal("'" + setting.path() + "' " + tail);
    }

    /** {@code strconv.ParseInt: parsing "x": invalid syntax} without the quoted part, as the original program has it. */
    private static String withoutValue(String error) {
        return error.replaceAll("( parsing|) \"(?:[^\"\\\\]|\\\\.)*\":?", "");
    }

    private static String wanted(ValueKind kind) {
        return switch (kind) {
            case TEXT -> "a text is needed";
            case FLAG -> "true or false is needed";
            case INTEGER -> "a whole number is needed";
            case FLOAT -> "a number is needed";
            case DURATION -> "a number with its unit is needed, for example 10s";
        };
    }
}
