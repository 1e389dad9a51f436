package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.Setting;
import io.hyperfleet.adapter.app.config.ValueKind;
import java.util.List;

/**
 * A flag of a command.
 *
 * @param name without its dashes
 * @param shorthand one letter, or empty
 * @param defaultValue as help shows it; empty for none
 * @param choices the values it can have; empty when any will do
 */
record Flag(
        String name, String shorthand, ValueKind kind, String description, String defaultValue, List<String> choices) {

    Flag(String name, String shorthand, ValueKind kind, String description, String defaultValue) {
        this(name, shorthand, kind, description, defaultValue, List.of());
    }

    static Flag of(String name, ValueKind kind, String description) {
        return new Flag(name, "", kind, description, "");
    }

    /** A flag with one of these values, the first of them when it is not given. */
    static Flag choice(String name, String description, List<String> choices) {
        String all = description + ": " + String.join(", ", choices);
        return new Flag(name, "", ValueKind.TEXT, all, choices.getFirst(), choices);
    }

    /** The flag of a setting, with the variable that does the same. */
    static Flag of(Setting setting) {
        return new Flag(
                setting.flag().orElseThrow(),
                "",
                setting.kind(),
                setting.description() + ". Env: " + setting.variables().getFirst(),
                "",
                setting.allowed());
    }

    static Flag helpFor(String command) {
        return new Flag("help", "h", ValueKind.FLAG, "help for " + command, "");
    }

    boolean isSwitch() {
        return kind == ValueKind.FLAG;
    }

    /** The flag as error messages name it: {@code --config}, or {@code -c, --config}. */
    String display() {
        return shorthand.isEmpty() ? "--" + name : "-" + shorthand + ", --" + name;
    }
}
