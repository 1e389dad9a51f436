package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ProcessVariable;
import java.util.Locale;

/** The manual page of the program, made of the same words as its help. */
final class ManPage {

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    /** The page as {@code man} reads it. */
    static String text() {
        ManPage manual = new ManPage();
        manual.write();
        return manual.page.toString();
    }

    private void write() {
        macro("TH ADAPTER 1 \"\" \"HyperFleet Adapter\" \"User Commands\"");
        section("NAME");
        text("adapter - take events from a message broker and carry out the task configured for them");
        section("SYNOPSIS");
        for (Command command : Command.ALL) {
            macro("B adapter " + escaped(command.text()));
            line(command.synopsis());
            macro("br");
        }
        section("DESCRIPTION");
        text(Usage.INTRODUCTION);
        section("COMMANDS");
        Command.ALL.forEach(this::command);
        section("EXIT STATUS");
        macro("TP");
        macro("B 0");
        text("The command did what it was asked to do, or the program was told to stop and did so in good order.");
        macro("TP");
        macro("B 1");
        text("Something was wrong, and the error stream says what: the command line, the configuration, the start, the"
                + " broker. A second signal to stop ends the program at once with this code as well.");
        section("ENVIRONMENT");
        text(
                "The variable that stands for a flag is named with it above; a flag wins over its variable, which wins over"
                        + " the file.");
        for (ProcessVariable variable : ProcessVariable.values()) {
            String standard = variable.standard().isEmpty() ? "" : " (default " + variable.standard() + ")";
            variable(variable.name(), variable.meaning() + standard + ".");
        }
        section("FILES");
        variable("adapter-config.yaml", "Where the adapter runs: API, broker, transport, log.");
        variable("task-config.yaml", "What it does with an event.");
    }

    private void command(Command command) {
        macro("SS " + escaped(command.text()) + " \\- " + escaped(command.summary()));
        boolean indented = false;
        for (String line : command.description().split("\n", -1)) {
            boolean example = line.startsWith("  ");
            if (example != indented) {
                macro(example ? "nf" : "fi");
                indented = example;
            }
            if (line.isEmpty()) {
                macro("PP");
            } else {
                line(line);
            }
        }
        if (indented) {
            macro("fi");
        }
        for (Flag flag : command.flags()) {
            macro("TP");
            String shorthand = flag.shorthand().isEmpty() ? "" : "-" + flag.shorthand() + ", ";
            String value = flag.isSwitch() ? "" : " " + flag.kind().typeName().toUpperCase(Locale.ROOT);
            macro("B " + escaped(shorthand + "--" + flag.name() + value));
            text(flag.description() + (flag.defaultValue().isEmpty() ? "" : " (default " + flag.defaultValue() + ")"));
        }
    }

    private void variable(String name, String meaning) {
        macro("TP");
        macro("B " + escaped(name));
        text(meaning);
    }

    private void section(String title) {
        macro("SH " + title);
    }

    private void macro(String request) {
        page.append('.').append(request).append('\n');
    }

    private void text(String text) {
        text.lines().forEach(this::line);
    }

    /** A line that begins with a dot or an apostrophe would be taken for a request. */
    private void line(String line) {
        page.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                .append(escaped(line))
                .append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
