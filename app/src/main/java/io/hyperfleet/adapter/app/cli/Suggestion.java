package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.Setting;
import io.hyperfleet.adapter.app.config.ValueKind;
import io.hyperfleet.adapter.app.validate.ReportFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a shell can offer in the place of a value. */
sealed interface Suggestion {

    /** The name of a file. */
    record File() implements Suggestion {}

    /** One of these words. */
    record OneOf(List<String> words) implements Suggestion {}

    /** Something that only the person knows. */
    record Anything() implements Suggestion {}

    Pattern FLAG_OF_FILE = Pattern.compile(".*(?:config|file|path|event|responses|discovery)");

    /** Of the flags that stand for no setting. */
    Map<String, List<String>> WORDS_OF_FLAG =
            Map.of("dry-run-output", List.of("text", "json"), "format", ReportFormat.texts());

    /** For the value of a flag. */
    static Suggestion forValueOf(Flag flag) {
        List<String> words = Arrays.stream(Setting.values())
                .filter(setting -> setting.flag().equals(Optional.of(flag.name())))
                .findFirst()
                .map(Setting::allowed)
                .orElseGet(() -> WORDS_OF_FLAG.getOrDefault(flag.name(), List.of()));
        if (!words.isEmpty()) {
            return new OneOf(words);
        }
        boolean file = flag.kind() == ValueKind.TEXT
                && FLAG_OF_FILE.matcher(flag.name()).matches();
        return file ? new File() : new Anything();
    }

    /** For the words after a command. */
    static Suggestion forWordsOf(Command command) {
        return switch (command) {
            case COMPLETION -> new OneOf(Shell.names());
            case DLQ -> new OneOf(List.of("list", "show", "replay", "drop"));
            case HELP -> new OneOf(Command.ALL.stream().map(Command::text).toList());
            case VALIDATE -> new File();
            case CONFIG_DUMP, MAN, SERVE, VERSION -> new Anything();
        };
    }
}
