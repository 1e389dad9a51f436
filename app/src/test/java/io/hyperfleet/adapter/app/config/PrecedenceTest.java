package io.hyperfleet.adapter.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.document.KeyStyle;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For every setting: a flag wins over its variables, those over the general one, that over the file. */
class PrecedenceTest {

    private final Map<String, String> environment = new HashMap<>();
    private final Map<Setting, String> flags = new HashMap<>();
    private final Problems problems = new Problems();

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySourceWinsOverTheOnesBelowIt(Setting setting) {
        String general = Setting.generalVariable(setting.path());
        String file = nested(setting.path(), text(setting, 1));
        assertThat(value(setting, file)).as("file").isEqualTo(parsed(setting, 1));

        environment.put(general, text(setting, 2));
        assertThat(value(setting, file)).as("general variable").isEqualTo(parsed(setting, 2));

        List<String> named = setting.variables();
        if (!named.contains(general)) {
            assertThat(value(setting, "{}"))
                    .as("the general variable replaces only what the file gives")
                    .isNull();
        }
        for (int i = named.size() - 1; i >= 0; i--) {
            String name = named.get(i);
            if (!name.equals(general)) {
                Object below = value(setting, file);
                environment.put(name, "");
                assertThat(value(setting, file)).as("empty " + name).isEqualTo(below);
            }
            environment.put(name, text(setting, 3 + i));
            assertThat(value(setting, file)).as(name).isEqualTo(parsed(setting, 3 + i));
            assertThat(value(setting, "{}")).as(name + " alone").isEqualTo(parsed(setting, 3 + i));
        }

        setting.flag().ifPresent(flag -> {
            flags.put(setting, text(setting, 6));
            assertThat(value(setting, file)).as("--" + flag).isEqualTo(parsed(setting, 6));
        });
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void theSameHoldsForFilesOfTheOldestForm(Setting setting) {
        if (!setting.isInEnvelope()) {
            return;
        }
        String path = KeyStyle.CAMEL_CASE.spell(setting.path());
        String file = """
                apiVersion: hyperfleet.redhat.com/v1alpha1
                kind: AdapterConfig
                metadata: {name: a}
                spec: %s
                """.formatted(nested(path, text(setting, 1)));
        assertThat(value(setting, file)).as("file").isEqualTo(parsed(setting, 1));
        environment.put(Setting.generalVariable("spec." + path), text(setting, 2));
        assertThat(value(setting, file)).as("general variable").isEqualTo(parsed(setting, 2));
        setting.variables().reversed().forEach(variable -> {
            environment.put(variable, text(setting, 3));
            assertThat(value(setting, file)).as(variable).isEqualTo(parsed(setting, 3));
        });
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void aVariableThatIsNoValueIsNamed(Setting setting) {
        if (setting.kind() == ValueKind.TEXT) {
            return;
        }
        setting.variables().forEach(variable -> environment.put(variable, "nonsense"));
        value(setting, "{}");
        assertThat(problems.errors())
                .singleElement()
                .extracting(Problem::path, Problem::hint)
                .satisfies(found -> assertThat(found.toString())
                        .contains(setting.path(), setting.variables().getFirst() + " is \"nonsense\""));
    }

    @Test
    void anEmptyFlagBlanksWhatAVariableDoesNot() {
        String file = nested("clients.broker.topic", "from-file");
        environment.put("HYPERFLEET_BROKER_TOPIC", "");
        assertThat(value(Setting.BROKER_TOPIC, file)).isEqualTo("from-file");
        flags.put(Setting.BROKER_TOPIC, "");
        assertThat(value(Setting.BROKER_TOPIC, file)).isEqualTo("");
    }

    /** The value of the setting; null when nothing gives one. */
    private @Nullable Object value(Setting setting, String file) {
        SettingValues values = AdapterFile.read(
                Yaml.readFile("adapter.yaml", file, problems).orElseThrow(), new Problems(), new Problems());
        new Overrides(flags, environment).apply(values, problems);
        if (!values.has(setting)) {
            return null;
        }
        return switch (setting.kind()) {
            case TEXT -> values.text(setting);
            case FLAG -> values.flag(setting);
            case INTEGER -> values.integer(setting);
            case FLOAT -> values.decimal(setting);
            case DURATION -> values.duration(setting);
        };
    }

    /** A value that differs from its neighbours. */
    private static String text(Setting setting, int rank) {
        return switch (setting.kind()) {
            case TEXT -> "value-" + rank;
            case FLAG -> String.valueOf(rank % 2 == 1);
            case INTEGER -> String.valueOf(rank);
            case FLOAT -> rank + ".5";
            case DURATION -> rank + "s";
        };
    }

    private static Object parsed(Setting setting, int rank) {
        return switch (setting.kind()) {
            case TEXT -> text(setting, rank);
            case FLAG -> rank % 2 == 1;
            case INTEGER -> rank;
            case FLOAT -> rank + 0.5;
            case DURATION -> Duration.ofSeconds(rank);
        };
    }

    private static String nested(String path, String value) {
        String[] keys = path.split("\\.");
        return "{" + String.join(": {", keys) + ": " + value + "}".repeat(keys.length);
    }
}
