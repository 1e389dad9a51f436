package io.hyperfleet.adapter.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shells that can complete command lines of this program, each with the script that teaches it to. */
enum Shell {
    BASH {
        @Override
        String script() {
            return """
                    # Completion of adapter for bash. For this shell:   source <(adapter completion bash)
                    # For every shell: adapter completion bash > /etc/bash_completion.d/adapter
                    _adapter() {
                      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' word
                      COMPREPLY=()
                      for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                        case $word in
                          %s) command=$word; break ;;
                        esac
                      done
                      case $previous in
                    %s  esac
                      case $command in
                        '') COMPREPLY=($(compgen -W '%s --help' -- "$current")) ;;
                    %s  esac
                    }
                    complete -o filenames -F _adapter adapter ./adapter
                    """.formatted(commandNames("|"), bashValues(), commandNames(" "), bashCommands());
        }
    },
    ZSH {
        @Override
        String script() {
            String commands = Command.ALL.stream()
                    .map(command -> "    " + quoted(command.text() + ":" + command.summary()) + "\n")
                    .collect(Collectors.joining());
            String arguments = Command.ALL.stream()
                    .map(command -> "        " + command.text() + ") _arguments " + zshArguments(command) + " ;;\n")
                    .collect(Collectors.joining());
            return """
                    #compdef adapter
                    # Completion of adapter for zsh. Put it into a folder of $fpath:
                    #   adapter completion zsh > "${fpath[1]}/_adapter"
                    _adapter() {
                      local -a commands
                      local state line
                      commands=(
                    %s  )
                      _arguments -C '(- *)'{-h,--help}'[help]' '1: :->command' '*:: :->argument'
                      case $state in
                        command) _describe command commands ;;
                        argument)
                          case ${line[1]} in
                    %s      esac ;;
                      esac
                    }
                    if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _adapter "$@"; else compdef _adapter adapter; fi
                    """.formatted(commands, arguments);
        }
    },
    FISH {
        @Override
        String script() {
            StringBuilder script = new StringBuilder("""
                    # Completion of adapter for fish:
                    #   adapter completion fish > ~/.config/fish/completions/adapter.fish
                    complete -c adapter -f
                    """);
            for (Command command : Command.ALL) {
                script.append("complete -c adapter -n __fish_use_subcommand -a ")
                        .append(command.text())
                        .append(" -d ")
                        .append(quoted(command.summary()))
                        .append('\n');
                String ofCommand = "complete -c adapter -n '__fish_seen_subcommand_from " + command.text() + "'";
                script.append(
                        switch (Suggestion.forWordsOf(command)) {
                            case Suggestion.OneOf(List<String> words) ->
                                ofCommand + " -a " + quoted(String.join(" ", words)) + "\n";
                            case Suggestion.File() -> ofCommand + " -F\n";
                            case Suggestion.Anything() -> "";
                        });
                command.flags()
                        .forEach(flag ->
                                script.append(ofCommand).append(fishFlag(flag)).append('\n'));
            }
            return script.toString();
        }
    };

    abstract String script();

    static List<String> names() {
        return Arrays.stream(values())
                .map(shell -> shell.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    static Optional<Shell> named(String text) {
        return Arrays.stream(values())
                .filter(shell -> shell.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static String commandNames(String separator) {
        return Command.ALL.stream().map(Command::text).collect(Collectors.joining(separator));
    }

    private static Stream<Flag> allFlags() {
        return Command.ALL.stream().flatMap(command -> command.flags().stream()).distinct();
    }

    private static String bashValues() {
        return allFlags()
                .filter(flag -> !flag.isSwitch())
                .map(flag -> "    " + spellings(flag, "|") + ") "
                        + switch (Suggestion.forValueOf(flag)) {
                            case Suggestion.File() -> "COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n";
                            case Suggestion.OneOf(List<String> words) ->
                                "COMPREPLY=($(compgen -W '" + String.join(" ", words)
                                        + "' -- \"$current\")); return ;;\n";
                            case Suggestion.Anything() -> "return ;;\n";
                        })
                .distinct()
                .collect(Collectors.joining());
    }

    private static String bashCommands() {
        return Command.ALL.stream()
                .map(command -> {
                    Suggestion suggestion = Suggestion.forWordsOf(command);
                    Stream<String> words =
                            suggestion instanceof Suggestion.OneOf(List<String> some) ? some.stream() : Stream.empty();
                    String files = suggestion instanceof Suggestion.File ? " $(compgen -f -- \"$current\")" : "";
                    Stream<String> flags = command.flags().stream().map(flag -> "--" + flag.name());
                    return "    " + command.text() + ") COMPREPLY=($(compgen -W '"
                            + Stream.concat(words, flags).collect(Collectors.joining(" "))
                            + "' -- \"$current\")" + files + ") ;;\n";
                })
                .collect(Collectors.joining());
    }

    private static String zshArguments(Command command) {
        Stream<String> flags = command.flags().stream().map(flag -> {
            String text = "[" + flag.description().replaceAll("([\\[\\]:])", "\\\\$1") + "]";
            String value = flag.isSwitch()
                    ? ""
                    : ":" + flag.kind().typeName()
                            + switch (Suggestion.forValueOf(flag)) {
                                case Suggestion.File() -> ":_files";
                                case Suggestion.OneOf(List<String> words) -> ":(" + String.join(" ", words) + ")";
                                case Suggestion.Anything() -> ": ";
                            };
            return flag.shorthand().isEmpty()
                    ? quoted("--" + flag.name() + text + value)
                    : "{-" + flag.shorthand() + ",--" + flag.name() + "}" + quoted(text + value);
        });
        Stream<String> words = switch (Suggestion.forWordsOf(command)) {
            case Suggestion.OneOf(List<String> some) -> Stream.of(quoted("1: :(" + String.join(" ", some) + ")"));
            case Suggestion.File() -> Stream.of("'*:file:_files'");
            case Suggestion.Anything() -> Stream.empty();
        };
        return Stream.concat(words, flags).collect(Collectors.joining(" "));
    }

    private static String fishFlag(Flag flag) {
        String value = flag.isSwitch()
                ? ""
                : switch (Suggestion.forValueOf(flag)) {
                    case Suggestion.File() -> " -r -F";
                    case Suggestion.OneOf(List<String> words) -> " -x -a " + quoted(String.join(" ", words));
                    case Suggestion.Anything() -> " -x";
                };
        return " -l " + flag.name() + (flag.shorthand().isEmpty() ? "" : " -s " + flag.shorthand()) + value + " -d "
                + quoted(flag.description());
    }

    private static String spellings(Flag flag, String separator) {
        return "--" + flag.name() + (flag.shorthand().isEmpty() ? "" : separator + "-" + flag.shorthand());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
