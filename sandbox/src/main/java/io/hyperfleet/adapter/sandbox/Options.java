package io.hyperfleet.adapter.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the sandbox was asked for.
 *
 * @param once whether to end when what was created has been reconciled
 * @param count how many resources {@code once} creates
 * @param adapterConfig the adapter configuration; the one of the first example when not given
 * @param taskConfig the task; the one beside the adapter configuration when not given
 * @param kind the kind of resource that the task is about
 * @param transport where the resources of the example live
 * @param broker an AMQP broker to use instead of the embedded one
 * @param adapter an executable to run as the adapter instead of the one in this process
 * @param timeLimit how long the start of the adapter, {@code once} and its stop may take, each
 */
record Options(
        boolean once,
        int count,
        Optional<Path> adapterConfig,
        Optional<Path> taskConfig,
        Kind kind,
        Transport transport,
        Optional<String> broker,
        Optional<Path> adapter,
        Duration timeLimit) {

    private static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(60);

    private static final List<String> FLAGS_WITH_VALUE = List.of(
            "-c",
            "--config",
            "-t",
            "--task-config",
            "--kind",
            "--transport",
            "--broker",
            "--adapter",
            "--time-limit",
            "--count");

    static final String USAGE = """
            Run the adapter with everything it talks to in one process: broker, HyperFleet API, Kubernetes API or
            Maestro.

            Usage:
              adapter sandbox [flags]

            Flags:
                  --once                 create a resource, wait until it is reconciled, exit
                  --count number         how many resources --once creates (default 1)
              -c, --config string        adapter configuration (default: that of an example for the transport)
              -t, --task-config string   task configuration (default task-config.yaml beside the adapter configuration)
                  --kind string          what the task is about: Cluster or NodePool (default Cluster)
                  --transport string     where resources live: kubernetes or maestro (default kubernetes)
                  --broker url           an AMQP broker to use instead of the one in this process
                  --adapter program      an adapter to run in a process of its own, instead of the one in this process
                  --time-limit seconds   how long start, --once and stop may take each (default 60)
              -h, --help                 help for sandbox
            """;

    /** The kinds of resources that the sandbox's API serves. */
    enum Kind {
        CLUSTER("Cluster", "clusters"),
        NODE_POOL("NodePool", "nodepools");

        private final String text;
        private final String plural;

        Kind(String text, String plural) {
            this.text = text;
            this.plural = plural;
        }

        String text() {
            return text;
        }

        /** The kind's name in URLs, and the topic of its events. */
        String plural() {
            return plural;
        }
    }

    /** Where resources live. */
    enum Transport {
        KUBERNETES("kubernetes", "namespace-job"),
        MAESTRO("maestro", "maestro-work");

        private final String text;
        private final String example;

        Transport(String text, String example) {
            this.text = text;
            this.example = example;
        }

        /** The folder of the example that uses it. */
        String example() {
            return example;
        }
    }

    /** What reading a command line came to. */
    sealed interface Reading {
        record Read(Options options) implements Reading {}

        record HelpWanted() implements Reading {}

        record Refused(String error) implements Reading {}
    }

    static Reading read(List<String> arguments) {
        return new Reader(arguments).read();
    }

    /** Goes through the arguments once. */
    private static final class Reader {

        private final List<String> arguments;
        private int next;
        private boolean once;
        private int count = 1;
        private Optional<Path> adapterConfig = Optional.empty();
        private Optional<Path> taskConfig = Optional.empty();
        private Kind kind = Kind.CLUSTER;
        private Transport transport = Transport.KUBERNETES;
        private Optional<String> broker = Optional.empty();
        private Optional<Path> adapter = Optional.empty();
        private Duration timeLimit = DEFAULT_TIME_LIMIT;

        private Reader(List<String> arguments) {
            this.arguments = arguments;
        }

        private Reading read() {
            while (next < arguments.size()) {
                String argument = arguments.get(next);
                next++;
                String flag = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
                if (flag.equals("-h") || flag.equals("--help")) {
                    return new Reading.HelpWanted();
                }
                if (flag.equals("--once")) {
                    once = true;
                    continue;
                }
                Optional<String> error = readValue(flag, argument);
                if (error.isPresent()) {
                    return new Reading.Refused(error.get());
                }
            }
            return new Reading.Read(
                    new Options(once, count, adapterConfig, taskConfig, kind, transport, broker, adapter, timeLimit));
        }

        /** What is wrong with a flag and its value, if anything. */
        private Optional<String> readValue(String flag, String argument) {
            if (!FLAGS_WITH_VALUE.contains(flag)) {
                return Optional.of((flag.startsWith("-") ? "unknown flag: " : "unexpected argument: ") + flag);
            }
            String value;
            if (argument.contains("=")) {
                value = argument.substring(argument.indexOf('=') + 1);
            } else if (next < arguments.size()) {
                value = arguments.get(next);
                next++;
            } else {
                return Optional.of("flag needs an argument: " + flag);
            }
            return switch (flag) {
                case "--kind" -> readKind(value);
                case "--transport" -> readTransport(value);
                case "--time-limit" -> readTimeLimit(value);
                case "--count" -> readCount(value);
                case "--broker" -> readBroker(value);
                case "--adapter" -> {
                    adapter = Optional.of(Path.of(value));
                    yield Optional.empty();
                }
                case "-c", "--config" -> {
                    adapterConfig = Optional.of(Path.of(value));
                    yield Optional.empty();
                }
                default -> {
                    taskConfig = Optional.of(Path.of(value));
                    yield Optional.empty();
                }
            };
        }

        private Optional<String> readKind(String value) {
            for (Kind known : Kind.values()) {
                if (known.text().equalsIgnoreCase(value)) {
                    kind = known;
                    return Optional.empty();
                }
            }
            return Optional.of("--kind: \"" + value + "\" is neither Cluster nor NodePool");
        }

        private Optional<String> readTransport(String value) {
            for (Transport known : Transport.values()) {
                if (known.text.equals(value)) {
                    transport = known;
                    return Optional.empty();
                }
            }
            return Optional.of("--transport: \"" + value + "\" is neither kubernetes nor maestro");
        }

        /** The value itself is not repeated: it may hold a password. */
        private Optional<String> readBroker(String value) {
            if (!value.matches("amqps?://.+")) {
                return Optional.of("--broker: not an amqp:// or amqps:// URL");
            }
            broker = Optional.of(value);
            return Optional.empty();
        }

        private Optional<String> readCount(String value) {
            if (!value.matches("[1-9][0-9]{0,3}")) {
                return Optional.of("--count: \"" + value + "\" is not a number from 1 to 9999");
            }
            count = Integer.parseInt(value);
            return Optional.empty();
        }

        private Optional<String> readTimeLimit(String value) {
            if (!value.matches("[1-9][0-9]{0,4}")) {
                return Optional.of("--time-limit: \"" + value + "\" is not a number of seconds");
            }
            timeLimit = Duration.ofSeconds(Long.parseLong(value));
            return Optional.empty();
        }
    }
}
