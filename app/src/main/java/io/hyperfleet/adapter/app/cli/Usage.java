package io.hyperfleet.adapter.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Help texts, laid out as users of Go programs know them. */
final class Usage {

    static final String PROGRAM = "adapter";

    /** A program of its own, which the launcher starts. */
    private static final String SANDBOX = "sandbox";

    private static final String SANDBOX_SUMMARY = "Try the adapter out, with everything it talks to in one process";

    /** What the program is, for people who meet it for the first time. */
    static final String INTRODUCTION = """
            HyperFleet Adapter takes events from a message broker and carries out the task configured for them:
            Kubernetes resources are brought to the wanted state, and the HyperFleet API is told how it went.
            """;

    private static final Flag ROOT_HELP = Flag.helpFor(PROGRAM);

    private Usage() {}

    /** What the program is and which commands it has. */
    static String ofProgram() {
        int width = Command.ALL.stream().mapToInt(c -> c.text().length()).max().orElse(0);
        String commands = Stream.concat(
                        Command.ALL.stream().map(c -> "  " + padded(c.text(), width) + " " + c.summary() + "\n"),
                        Stream.of("  " + padded(SANDBOX, width) + " " + SANDBOX_SUMMARY + "\n"))
                .sorted()
                .collect(Collectors.joining());
        return """
                %s
                Usage:
                  adapter [command]

                Available Commands:
                %s
                Flags:
                %s
                First steps:
                  adapter sandbox --once                                                  watch one event from end to end
                  adapter validate -c adapter.yaml -t task.yaml                           find mistakes in your files
                  adapter serve -c adapter.yaml -t task.yaml --dry-run-event event.json   try one event, touch nothing
                  adapter serve -c adapter.yaml -t task.yaml                              take events until stopped

                Use "adapter [command] --help" for more information about a command.
                """.formatted(INTRODUCTION, commands, flags(List.of(ROOT_HELP)));
    }

    static String of(Command command) {
        return """
                %s

                Usage:
                  adapter %s %s

                Flags:
                %s""".formatted(command.description(), command.text(), command.synopsis(), flags(command.flags()));
    }

    private static String flags(List<Flag> flags) {
        int width = flags.stream().mapToInt(f -> left(f).length()).max().orElse(0);
        return flags.stream()
                .map(f -> padded(left(f), width) + "   " + right(f) + "\n")
                .collect(Collectors.joining());
    }

    private static String left(Flag flag) {
        String shorthand = flag.shorthand().isEmpty() ? "    " : "-" + flag.shorthand() + ", ";
        String type = flag.isSwitch() ? "" : " " + flag.kind().typeName();
        return "  " + shorthand + "--" + flag.name() + type;
    }

    private static String right(Flag flag) {
        if (flag.defaultValue().isEmpty()) {
            return flag.description();
        }
        String shown = switch (flag.kind()) {
            case TEXT -> "\"" + flag.defaultValue() + "\"";
            case FLAG, INTEGER, FLOAT, DURATION -> flag.defaultValue();
        };
        return flag.description() + " (default " + shown + ")";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
