package io.hyperfleet.adapter.sandbox;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** Where the story is told. Colour only adds to what the words say. Usable from several threads. */
final class Console {

    /** What a piece of text is about. */
    enum Tone {
        PLAIN(""),
        STRONG("1"),
        QUIET("2"),
        GOOD("32"),
        BAD("31"),
        NOTABLE("33");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean colour;

    Console(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** The console of this process: coloured on a terminal, unless {@code NO_COLOR} says otherwise. */
    static Console ofProcess(PrintStream out, Map<String, String> environment) {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(java.io.Console::isTerminal)
                .isPresent();
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Console(out, terminal && wanted);
    }

    synchronized void line(String text) {
        out.println(text.stripTrailing());
        out.flush();
    }

    String paint(Tone tone, String text) {
        return colour && !tone.code.isEmpty() && !text.isEmpty()
                ? "\u001b[" + tone.code + "m" + text + "\u001b[0m"
                : text;
    }
}
