package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.Setting;
import io.hyperfleet.adapter.app.observe.SecretMask;
import io.hyperfleet.adapter.app.validate.ReportFormat;
import io.hyperfleet.adapter.app.validate.ValidateOptions;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.Parsed;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The program as seen from a shell: understands a command line, has it carried out, and tells how it ended: exit code 0,
 * or 1 with {@code Error: …} on the error stream.
 */
public final class CommandLineProgram {

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int HIGHEST_PORT = 65_535;
    private static final String HELP_FLAG = "help";

    private final Commands commands;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public CommandLineProgram(Commands commands, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.commands = commands;
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
    }

    /** Carries out a command line and returns the exit code. */
    public int run(List<String> arguments) {
        int index = indexOfCommand(arguments);
        if (index < 0) {
            return runWithoutCommand(arguments);
        }
        String name = arguments.get(index);
        List<String> rest = new ArrayList<>(arguments);
        rest.remove(index);
        return Command.named(name).map(command -> run(command, rest)).orElseGet(() -> unknownCommand(name));
    }

    /**
     * Where the command stands: it is the first word that is neither a flag nor, as far as one can tell before the
     * command is known, the value of one. -1 when there is none.
     */
    private static int indexOfCommand(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                return -1;
            }
            if (!argument.startsWith("-") || argument.equals("-")) {
                return i;
            }
            boolean isHelp = argument.equals("-h") || argument.equals("--help");
            boolean holdsItsValue = argument.contains("=") || (!argument.startsWith("--") && argument.length() > 2);
            if (!isHelp && !holdsItsValue) {
                i++;
            }
        }
        return -1;
    }

    private int runWithoutCommand(List<String> arguments) {
        return switch (new FlagReader(List.of(Flag.helpFor(Usage.PROGRAM))).read(arguments)) {
            case FlagReader.Result.Refused(String message) -> refused(message, Usage.PROGRAM);
            case FlagReader.Result.Read(FlagValues _) -> printed(Usage.ofProgram());
        };
    }

    private int run(Command command, List<String> arguments) {
        if (command == Command.HELP) {
            return help(arguments);
        }
        return switch (new FlagReader(command.flags()).read(arguments)) {
            case FlagReader.Result.Refused(String message) -> refused(message, Usage.PROGRAM + " " + command.text());
            case FlagReader.Result.Read(FlagValues flags) ->
                flags.isOn(HELP_FLAG) ? printed(Usage.of(command)) : carryOut(command, flags);
        };
    }

    private int carryOut(Command command, FlagValues flags) {
        if (command == Command.VALIDATE) {
            return validate(flags);
        }
        Optional<String> error = switch (command) {
            case SERVE -> serve(flags);
            case CONFIG_DUMP -> commands.dumpConfig(configFlags(flags), flags.isOn("sources"));
            case DLQ -> deadLetters(flags);
            case VERSION -> commands.version();
            case COMPLETION -> completion(flags.words());
            case MAN -> {
                out.print(ManPage.text());
                yield Optional.empty();
            }
            case HELP, VALIDATE -> throw new IllegalArgumentException("carried out elsewhere: " + command);
        };
        error.ifPresent(message -> err.println("Error: " + SecretMask.mask(message)));
        return error.isPresent() ? FAILURE : SUCCESS;
    }

    private Optional<String> completion(List<String> words) {
        Optional<Shell> shell = words.stream().findFirst().flatMap(Shell::named);
        if (shell.isEmpty()) {
            return Optional.of("completion needs the name of a shell: " + String.join(", ", Shell.names()));
        }
        out.print(shell.get().script());
        return Optional.empty();
    }

    private Optional<String> deadLetters(FlagValues flags) {
        String action = flags.words().isEmpty() ? "" : flags.words().getFirst();
        Optional<String> id = flags.words().stream().skip(1).findFirst();
        return DeadLetterRequest.of(action, id, flags.isOn("all"))
                .map(request -> commands.deadLetters(configFlags(flags), request))
                .orElseGet(() -> Optional.of("dlq needs list, show <id>, replay <id> or drop <id>; replay and drop take"
                        + " --all instead of an id"));
    }

    private int validate(FlagValues flags) {
        Optional<ReportFormat> format = ReportFormat.of(flags.given("format").orElse("text"));
        if (format.isEmpty()) {
            return refused(
                    "invalid argument \"%s\" for \"--format\" flag: must be one of %s"
                            .formatted(flags.text("format"), String.join(", ", ReportFormat.texts())),
                    Usage.PROGRAM + " " + Command.VALIDATE.text());
        }
        ValidateOptions options = new ValidateOptions(
                flags.text("config"),
                flags.text("task-config"),
                flags.text("broker-config"),
                flags.words(),
                format.get());
        return commands.validate(options) ? SUCCESS : FAILURE;
    }

    private Optional<String> serve(FlagValues flags) {
        return switch (port(PortSetting.HEALTH, flags)) {
            case Port.Wrong(String message) -> Optional.of(message);
            case Port.Known(int health) ->
                switch (port(PortSetting.METRICS, flags)) {
                    case Port.Wrong(String message) -> Optional.of(message);
                    case Port.Known(int metrics) ->
                        commands.serve(new ServeOptions(
                                configFlags(flags), new ServeOptions.Ports(health, metrics), dryRun(flags)));
                };
        };
    }

    private static Optional<ServeOptions.DryRun> dryRun(FlagValues flags) {
        String event = flags.text("dry-run-event");
        String apiResponses = flags.text("dry-run-api-responses");
        if (event.isEmpty() && apiResponses.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ServeOptions.DryRun(
                event,
                apiResponses,
                flags.text("dry-run-discovery"),
                flags.isOn("dry-run-verbose"),
                flags.text("dry-run-output").equals("json"),
                flags.isOn("dry-run-strict")));
    }

    private static ConfigFlags configFlags(FlagValues flags) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            setting.flag().flatMap(flags::given).ifPresent(value -> values.put(setting, value));
        }
        return new ConfigFlags(flags.text("config"), flags.text("task-config"), values);
    }

    private sealed interface Port {

        record Known(int number) implements Port {}

        record Wrong(String message) implements Port {}
    }

    private Port port(PortSetting setting, FlagValues flags) {
        String text = flags.given(setting.flag()).orElseGet(() -> environment.getOrDefault(setting.variable(), ""));
        if (text.isEmpty()) {
            return new Port.Known(setting.standard());
        }
        Parsed<Long> number = GoNumbers.parseInt(text, 10, Long.SIZE);
        if (number.isValid() && number.value() >= 0 && number.value() <= HIGHEST_PORT) {
            return new Port.Known(number.value().intValue());
        }
        String origin = flags.given(setting.flag()).isPresent() ? "--" + setting.flag() : setting.variable();
        return new Port.Wrong("%s: \"%s\" is not a port (0 to %d)".formatted(origin, text, HIGHEST_PORT));
    }

    private int help(List<String> arguments) {
        int index = indexOfCommand(arguments);
        if (index < 0) {
            return printed(arguments.isEmpty() ? Usage.ofProgram() : Usage.of(Command.HELP));
        }
        Optional<Command> topic = Command.named(arguments.get(index));
        if (topic.isPresent()) {
            return printed(Usage.of(topic.get()));
        }
        err.println("Unknown help topic [`" + arguments.get(index) + "`]");
        err.print(Usage.ofProgram());
        return SUCCESS;
    }

    private int unknownCommand(String name) {
        List<String> names = Command.ALL.stream().map(Command::text).toList();
        Optional<String> near = names.stream()
                .filter(command -> command.startsWith(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .or(() -> Suggestions.nearest(name, names));
        err.println("Error: unknown command \"%s\" for \"%s\"".formatted(name, Usage.PROGRAM));
        near.ifPresent(command -> err.println("\nDid you mean this?\n\t" + command + "\n"));
        err.println("Run '" + Usage.PROGRAM + " --help' for usage.");
        return FAILURE;
    }

    private int refused(String message, String command) {
        err.println("Error: " + message);
        err.println("Run '" + command + " --help' for usage.");
        return FAILURE;
    }

    private int printed(String text) {
        out.print(text);
        return SUCCESS;
    }
}
