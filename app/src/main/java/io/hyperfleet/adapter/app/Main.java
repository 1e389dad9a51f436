package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.cli.CommandLineProgram;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the process begins. */
public final class Main {

    private Main() {}

    /** Carries out the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        Map<String, String> environment = System.getenv();
        Program program = new Program(
                BuildInfo.ofThisProgram(), out, options -> Optional.of("x"), options -> Optional.of("x"), flags -> Optional.of("x"));
        System.exit(new CommandLineProgram(program, environment, out, err).run(List.of(arguments)));
    }

    /** Output is UTF-8 wherever the process runs, also where no locale is set. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
