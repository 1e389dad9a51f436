package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ValueKind;
import io.hyperfleet.adapter.engine.document.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads flags by the rules of Go's pflag library, which users of the original program know: {@code --name value}, {@code
 * --name=value}, {@code -nvalue}, {@code -n=value}; a switch takes a value only behind {@code =}, and switches of one
 * letter may share a dash; the next word is the value of a flag whatever it looks like; the last occurrence counts; what
 * follows {@code --} is no flag.
 */
final class FlagReader {

    /** What reading came to. */
    sealed interface Result {

        record Read(FlagValues values) implements Result {}

        /** The first mistake. */
        record Refused(String message) implements Result {}
    }

    private static final String END_OF_FLAGS = "--";

    /** The value of a switch that is given without one. */
    private static final String ON = "true";

    private final List<Flag> flags;

    FlagReader(List<Flag> flags) {
        this.flags = List.copyOf(flags);
    }

    Result read(List<String> arguments) {
        return new Reading(arguments).read();
    }

    /** Goes through the arguments once. */
    private final class Reading {

        private final List<String> arguments;
        private final Map<String, String> values = new HashMap<>();
        private final List<String> words = new ArrayList<>();
        private int next;

        private Reading(List<String> arguments) {
            this.arguments = arguments;
        }

        private Result read() {
            while (next < arguments.size()) {
                String argument = arguments.get(next);
                next++;
                if (argument.equals(END_OF_FLAGS)) {
                    words.addAll(arguments.subList(next, arguments.size()));
                    break;
                }
                Optional<String> error = readArgument(argument);
                if (error.isPresent()) {
                    return new Result.Refused(error.get());
                }
            }
            return new Result.Read(new FlagValues(values, words));
        }

        /** What is wrong with the argument, if anything. */
        private Optional<String> readArgument(String argument) {
            if (argument.startsWith("--")) {
                return readName(argument.substring(2));
            }
            if (argument.startsWith("-") && argument.length() > 1) {
                return readLetters(argument.substring(1));
            }
            words.add(argument);
            return Optional.empty();
        }

        private Optional<String> readName(String written) {
            int equals = written.indexOf('=');
            String name = equals < 0 ? written : written.substring(0, equals);
            if (name.isEmpty() || name.startsWith("-")) {
                return Optional.of("bad flag syntax: --" + written);
            }
            Optional<Flag> flag = flagThat(known -> known.name().equals(name));
            if (flag.isEmpty()) {
                return Optional.of(unknown(name));
            }
            if (equals >= 0) {
                return set(flag.get(), written.substring(equals + 1));
            }
            return setFromNext(flag.get(), "--" + name);
        }

        private Optional<String> readLetters(String letters) {
            String letter = letters.substring(0, 1);
            String rest = letters.substring(1);
            Optional<Flag> flag = flagThat(known -> known.shorthand().equals(letter));
            if (flag.isEmpty()) {
                return Optional.of("unknown shorthand flag: '%s' in -%s".formatted(letter, letters));
            }
            if (rest.length() > 1 && rest.startsWith("=")) {
                return set(flag.get(), rest.substring(1));
            }
            if (rest.isEmpty()) {
                return setFromNext(flag.get(), "'%s' in -%s".formatted(letter, letters));
            }
            return flag.get().isSwitch() ? set(flag.get(), ON).or(() -> readLetters(rest)) : set(flag.get(), rest);
        }

        private Optional<String> setFromNext(Flag flag, String written) {
            if (flag.isSwitch()) {
                return set(flag, ON);
            }
            if (next == arguments.size()) {
                return Optional.of("flag needs an argument: " + written);
            }
            String value = arguments.get(next);
            next++;
            return set(flag, value);
        }

        private Optional<String> set(Flag flag, String value) {
            // Durations are read together with those of the environment, later.
            String error = flag.kind() == ValueKind.DURATION
                    ? null
                    : flag.kind().parse(value).error();
            if (error != null) {
                return Optional.of(
                        "invalid argument \"%s\" for \"%s\" flag: %s".formatted(value, flag.display(), error));
            }
            values.put(flag.name(), value);
            return Optional.empty();
        }
    }

    private Optional<Flag> flagThat(Predicate<Flag> matches) {
        return flags.stream().filter(matches).findFirst();
    }

    private String unknown(String name) {
        String hint = Suggestions.nearest(name, flags.stream().map(Flag::name).toList())
                .map(near -> " (did you mean --" + near + "?)")
                .orElse("");
        return "unknown flag: --" + name + hint;
    }
}
