package io.hyperfleet.adapter.app.cli;

import io.hyperfleet.adapter.app.config.Setting;
import io.hyperfleet.adapter.app.config.ValueKind;
import io.hyperfleet.adapter.app.validate.ReportFormat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands of the program and their flags, in the order help shows them. */
enum Command {
    COMPLETION(
            "completion", "bash|zsh|fish", "Print the script that lets a shell complete command lines", """
            Prints the script for the shell; its first lines say where to put it.

              source <(adapter completion bash)""", List.of()),
    CONFIG_DUMP("config-dump", "[flags]", "Print the merged adapter configuration as YAML", """
            Reads both configuration files, merges in environment variables and flags, checks everything as serve does,
            and prints the result as YAML. Secrets are redacted. Exits with 1 when serve would refuse the configuration.

            A flag wins over an environment variable, which wins over the file.""", dumpFlags()),
    DLQ(
            "dlq",
            String.join("|", DeadLetterRequest.ACTIONS) + " [id] [flags]",
            "Look at the events that were put aside",
            """
            Messages that are no events, and events that keep failing under the delivery policy "classified", are put aside
            among the dead letters of the subscription.

              adapter dlq list            what is there, and why
              adapter dlq show <id>       one message with its headers and content
              adapter dlq replay <id>     hand it to the adapter once more
              adapter dlq drop <id>       forget it

            replay and drop take --all instead of an id. With RabbitMQ a replayed message goes back to the queue of this
            adapter only; with Google Pub/Sub to the topic, so that other adapters get it as well.""",
            Stream.concat(
                            configFlags().stream(),
                            Stream.of(Flag.of("all", ValueKind.FLAG, "All messages instead of one")))
                    .toList()),
    HELP("help", "[command]", "Help about any command", "Describes a command and its flags.", List.of()),
    MAN("man", "[flags]", "Print the manual page", """
            Prints the manual page in the form that man reads.

              adapter man > adapter.1 && man ./adapter.1""", List.of()),
    SERVE(
            "serve",
            "[flags]",
            "Start the adapter and process events",
            """
            Subscribes to the configured broker and carries out the task for every event: reads from the HyperFleet API,
            applies resources to Kubernetes or Maestro, reports the status.

            With --dry-run-event one event from a file is carried out instead, against recorded answers: neither broker
            nor cluster nor API is needed, and a trace shows each step.""",
            Stream.concat(configFlags().stream(), serveFlags().stream()).toList()),
    VALIDATE(
            "validate",
            "[flags] [file or folder ...]",
            "Check configuration files without starting anything",
            """
            Examines configuration files and reports every mistake at once, each with its place and what to do about it.
            Folders are walked; - reads the standard input; without any path the files are found as serve finds them.
            Nothing is started or connected. Exits with 1 when there is an error.""",
            validateFlags()),
    VERSION(
            "version",
            "[flags]",
            "Print version information",
            "Prints the version, the commit and the date of this build.",
            List.of());

    /** Sorted by name, as help lists them. */
    static final List<Command> ALL = List.of(values());

    private final String text;
    private final String synopsis;
    private final String summary;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // made by Stream.toList
    private final List<Flag> flags;

    Command(String text, String synopsis, String summary, String description, List<Flag> flags) {
        this.text = text;
        this.synopsis = synopsis;
        this.summary = summary;
        this.description = description;
        this.flags = Stream.concat(flags.stream(), Stream.of(Flag.helpFor(text)))
                .sorted(Comparator.comparing(Flag::name))
                .toList();
    }

    static Optional<Command> named(String name) {
        return ALL.stream().filter(command -> command.text.equals(name)).findFirst();
    }

    String text() {
        return text;
    }

    /** What may follow the name. */
    String synopsis() {
        return synopsis;
    }

    /** One line, for the list of commands. */
    String summary() {
        return summary;
    }

    String description() {
        return description;
    }

    List<Flag> flags() {
        return flags;
    }

    private static List<Flag> dumpFlags() {
        return Stream.concat(
                        configFlags().stream(),
                        Stream.of(Flag.of(
                                "sources", ValueKind.FLAG, "Print where each value comes from instead of the values")))
                .toList();
    }

    private static List<Flag> validateFlags() {
        return Stream.concat(
                        pathFlags(),
                        Stream.of(
                                Flag.of("broker-config", ValueKind.TEXT, "Path of a broker.yaml"),
                                Flag.choice("format", "Form of the report", ReportFormat.texts())))
                .toList();
    }

    private static Stream<Flag> pathFlags() {
        return Stream.of(
                new Flag(
                        "config",
                        "c",
                        ValueKind.TEXT,
                        "Path of the adapter configuration file. Env: HYPERFLEET_ADAPTER_CONFIG",
                        ""),
                new Flag(
                        "task-config",
                        "t",
                        ValueKind.TEXT,
                        "Path of the task configuration file. Env: HYPERFLEET_TASK_CONFIG",
                        ""));
    }

    private static List<Flag> configFlags() {
        Stream<Flag> settings = Arrays.stream(Setting.values())
                .filter(setting -> setting.flag().isPresent())
                .map(Flag::of);
        return Stream.concat(pathFlags(), settings).toList();
    }

    private static List<Flag> serveFlags() {
        return List.of(
                Flag.of("dry-run-event", ValueKind.TEXT, "Carry out the CloudEvent in this JSON file and exit"),
                Flag.of("dry-run-api-responses", ValueKind.TEXT, "JSON file with the API's answers (default: 200 OK)"),
                Flag.of("dry-run-discovery", ValueKind.TEXT, "JSON file with the objects that discovery finds"),
                Flag.of("dry-run-verbose", ValueKind.FLAG, "Show manifests, request and response bodies in the trace"),
                Flag.choice("dry-run-output", "Form of the trace", List.of("text", "json")),
                Flag.of("dry-run-strict", ValueKind.FLAG, "Exit with 1 when the event fails"),
                new Flag(
                        PortSetting.HEALTH.flag(),
                        "",
                        ValueKind.INTEGER,
                        "Port of /healthz, /readyz and /config; 0 takes a free one. Env: "
                                + PortSetting.HEALTH.variable(),
                        String.valueOf(PortSetting.HEALTH.standard())),
                new Flag(
                        PortSetting.METRICS.flag(),
                        "",
                        ValueKind.INTEGER,
                        "Port of /metrics; 0 takes a free one. Env: " + PortSetting.METRICS.variable(),
                        String.valueOf(PortSetting.METRICS.standard())));
    }
}
