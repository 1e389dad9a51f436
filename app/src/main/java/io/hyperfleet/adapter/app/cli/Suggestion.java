package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.ValueKind;
import java.util.List;
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

    /** For the value of a flag. */
    static Suggestion forValueOf(Flag flag) {
        if (!flag.choices().isEmpty()) {
            return new OneOf(flag.choices());
        }
        boolean file = flag.kind() == ValueKind.TEXT
                && FLAG_OF_FILE.matcher(flag.name()).matches();
        return file ? new File() : new Anything();
    }

    /** For the words after a command. */
    static Suggestion forWordsOf(Command command) {
        return switch (command) {
            case COMPLETION -> new OneOf(Shell.names());
            case DLQ -> new OneOf(DeadLetterRequest.ACTIONS);
            case HELP -> new OneOf(Command.ALL.stream().map(Command::text).toList());
            case VALIDATE -> new File();
            case CONFIG_DUMP, MAN, SERVE, VERSION -> new Anything();
        };
    }
}
