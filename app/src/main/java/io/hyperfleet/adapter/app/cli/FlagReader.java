package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ValueKind;
import io.hyperfleet.adapter.engine.document.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads flags by the rules of Go's pflag library, which users of the original program know: {@code --name value}, {@code
 * --name=value}, {@code -nvalue}, {@code -n=value}; a switch takes a value only behind {@code =}; the next word is the
 * value of a flag whatever it looks like; the last occurrence counts.
 */
final class FlagReader {

    /** What reading came to. */
    sealed interface Result {

        record Read(FlagValues values) implements Result {}

        record Refused(String message) implements Result {}
    }

    private static final String END_OF_FLAGS = "--";

    private final List<Flag> flags;

    FlagReader(List<Flag> flags) {
        this.flags = List.copyOf(flags);
    }

    Result read(List<String> arguments) {
        CommandLine.ParseResult parsed;
        try {
            parsed = picocli().parseArgs(switchesSpelledOut(arguments).toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            return new Result.Refused(unknown(e.getUnmatched().getFirst()));
        } catch (MissingParameterException e) {
            return new Result.Refused(withoutArgument(arguments.getLast()));
        } catch (ParameterException e) {
            return new Result.Refused(String.valueOf(e.getMessage()));
        }
        Map<String, String> values = new HashMap<>();
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            Flag flag = flagNamed(option.longestName().substring(2)).orElseThrow();
            // An empty text is not among picocli's values of an option.
            List<String> given = option.stringValues().isEmpty() ? List.of("") : option.stringValues();
            for (String value : given) {
                // Durations are read together with those of the environment, later.
                String error = flag.kind() == ValueKind.DURATION
                        ? null
                        : flag.kind().parse(value).error();
                if (error != null) {
                    return new Result.Refused(
                            "invalid argument \"%s\" for \"%s\" flag: %s".formatted(value, flag.display(), error));
                }
            }
            values.put(flag.name(), given.getLast());
        }
        List<String> words = parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.stringValues().stream())
                .distinct()
                .toList();
        return new Result.Read(new FlagValues(values, words));
    }

    private CommandLine picocli() {
        CommandSpec spec = CommandSpec.create();
        for (Flag flag : flags) {
            List<String> names = new ArrayList<>(List.of("--" + flag.name()));
            if (!flag.shorthand().isEmpty()) {
                names.add("-" + flag.shorthand());
            }
            spec.addOption(OptionSpec.builder(names.toArray(String[]::new))
                    .type(String.class)
                    .arity("1")
                    .build());
        }
        spec.addPositional(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .build());
        return new CommandLine(spec)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setAllowOptionsAsOptionParameters(true);
    }

    /** The arguments with {@code =true} behind every switch that has no value, so that it never takes the next word. */
    private List<String> switchesSpelledOut(List<String> arguments) {
        List<String> result = new ArrayList<>();
        boolean isValue = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!isValue && argument.equals(END_OF_FLAGS)) {
                result.addAll(arguments.subList(i, arguments.size()));
                break;
            }
            Optional<Flag> flag = isValue ? Optional.empty() : flagWrittenAs(argument);
            result.add(flag.filter(Flag::isSwitch).isPresent() ? argument + "=true" : argument);
            isValue = flag.isPresent() && !flag.get().isSwitch();
        }
        return result;
    }

    private Optional<Flag> flagWrittenAs(String argument) {
        return flags.stream()
                .filter(flag -> argument.equals("--" + flag.name())
                        || (!flag.shorthand().isEmpty() && argument.equals("-" + flag.shorthand())))
                .findFirst();
    }

    private Optional<Flag> flagNamed(String name) {
        return flags.stream().filter(flag -> flag.name().equals(name)).findFirst();
    }

    private String unknown(String argument) {
        if (!argument.startsWith("--")) {
            return "unknown shorthand flag: '%s' in %s".formatted(argument.substring(1, 2), argument);
        }
        String name = argument.substring(2).split("=", 2)[0];
        String hint = Suggestions.nearest(name, flags.stream().map(Flag::name).toList())
                .map(near -> " (did you mean --" + near + "?)")
                .orElse("");
        return "unknown flag: --" + name + hint;
    }

    private static String withoutArgument(String argument) {
        return argument.startsWith("--")
                ? "flag needs an argument: " + argument
                : "flag needs an argument: '%s' in %s".formatted(argument.substring(argument.length() - 1), argument);
    }
}
