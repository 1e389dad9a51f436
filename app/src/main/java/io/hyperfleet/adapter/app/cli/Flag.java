package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.Setting;
import io.hyperfleet.adapter.app.config.ValueKind;

/**
 * A flag of a command.
 *
 * @param name without its dashes
 * @param shorthand one letter, or empty
 * @param defaultValue as help shows it; empty for none
 */
record Flag(String name, String shorthand, ValueKind kind, String description, String defaultValue) {

    static Flag of(String name, ValueKind kind, String description) {
        return new Flag(name, "", kind, description, "");
    }

    /** The flag of a setting, with the variable that does the same. */
    static Flag of(Setting setting) {
        return of(
                setting.flag().orElseThrow(),
                setting.kind(),
                setting.description() + ". Env: " + setting.variables().getFirst());
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
