package io.hyperfleet.adapter.app;

import io.hyperfleet.adapter.app.cli.CommandLineProgram;
import io.hyperfleet.adapter.app.config.ConfigDump;
import io.hyperfleet.adapter.app.config.ConfigFiles;
import io.hyperfleet.adapter.app.config.ConfigLoader;
import io.hyperfleet.adapter.app.validate.Validation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the process begins: the commands are put together and the command line is carried out. */
public final class Main {

    /** The folder the program is installed in; the launcher says it. */
    private static final String HOME_PROPERTY = "adapter.home";

    private Main() {}

    /** Ends the process with the exit code of the command. */
    public static void main(String[] arguments) {
        // Numbers and messages look the same wherever the process runs.
        Locale.setDefault(Locale.ROOT);
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        Map<String, String> environment = System.getenv();
        ConfigFiles files = new ConfigFiles(Path.of(""), System.in);
        BuildInfo build = BuildInfo.ofThisProgram();
        ConfigLoader loader = new ConfigLoader(files, environment, build.version());
        ConfigDump dump = new ConfigDump(files);
        Path home = Path.of(System.getProperty(HOME_PROPERTY, ""));
        Program program = new Program(
                build,
                new ServeCommand(build, environment, loader, dump, home),
                new DryRunCommand(build, environment, loader, out, err),
                new ConfigDumpCommand(loader, dump, out, err),
                new DeadLetterCommand(environment, loader, home, out),
                new ValidateCommand(new Validation(files, environment, build.version()), out),
                out);
        System.exit(new CommandLineProgram(program, environment, out, err).run(List.of(arguments)));
    }

    /** Output is UTF-8 wherever the process runs, also where no locale is set. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
