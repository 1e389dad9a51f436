package io.hyperfleet.adapter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.config.ConfigFlags;
import io.hyperfleet.adapter.app.config.Setting;
import io.hyperfleet.adapter.app.validate.ReportFormat;
import io.hyperfleet.adapter.app.validate.ValidateOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineProgramTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Recorder commands = new Recorder();

    @Test
    void withoutArgumentsThereIsHelpOnStdout() {
        assertThat(run()).isZero();
        assertThat(stdout()).contains("adapter [command]", "config-dump", "serve", "version");
        assertThat(stderr()).isEmpty();
    }

    @Test
    void helpOfServeNamesItsFlags() {
        assertThat(run("serve", "--help")).isZero();
        assertThat(stdout())
                .contains("adapter serve [flags]", "-c, --config string", "--kubernetes-qps float", "--dry-run-event")
                .contains("(default \"text\")", "(default 8080)");
        assertThat(commands.served).isEmpty();
    }

    @Test
    void dryRunFlagsAreNoneOfConfigDump() {
        assertThat(run("config-dump", "--dry-run-event", "e.json")).isOne();
        assertThat(stderr()).startsWith("Error: unknown flag: --dry-run-event\n");
    }

    @Test
    void helpCommandDescribesTheCommandItIsAskedFor() {
        assertThat(run("help", "config-dump")).isZero();
        assertThat(stdout()).contains("adapter config-dump [flags]");
    }

    @Test
    void validateTakesFilesByFlagAndByWord() {
        assertThat(run("validate", "-t", "task.yaml", "folder", "-", "--format", "sarif"))
                .isZero();
        assertThat(commands.validated)
                .containsExactly(new ValidateOptions("", "task.yaml", "", List.of("folder", "-"), ReportFormat.SARIF));
        assertThat(run("validate", "--format", "xml")).isOne();
        assertThat(stderr()).contains("invalid argument \"xml\" for \"--format\" flag: must be one of text, json,");
    }

    @Test
    void helpNamesTheSandboxToo() {
        assertThat(run("--help")).isZero();
        assertThat(stdout()).contains("sandbox ");
    }

    @Test
    void unknownHelpTopicIsNoFailure() {
        assertThat(run("help", "nope")).isZero();
        assertThat(stderr()).startsWith("Unknown help topic [`nope`]\n").contains("adapter [command]");
        assertThat(stdout()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sreve", "Serve", "serv"})
    void nearCommandIsSuggested(String typed) {
        assertThat(run(typed)).isOne();
        assertThat(stderr())
                .isEqualTo("Error: unknown command \"" + typed + "\" for \"adapter\"\n\nDid you mean this?\n\tserve\n\n"
                        + "Run 'adapter --help' for usage.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dance"})
    void unknownCommandWithoutNearOneIsRefused(String typed) {
        assertThat(run(typed)).isOne();
        assertThat(stderr())
                .isEqualTo(
                        "Error: unknown command \"" + typed + "\" for \"adapter\"\nRun 'adapter --help' for usage.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --version                               | unknown flag: --version
                    serve -x                                | unknown shorthand flag: 'x' in -x
                    serve --nope=1                          | unknown flag: --nope
                    serve -hx                               | unknown shorthand flag: 'x' in -x
                    serve --=1                              | bad flag syntax: --=1
                    serve ---                               | bad flag syntax: ---
                    serve --maestro-insecure=yes --nope     | invalid argument "yes" for "--maestro-insecure" flag: strconv.ParseBool: parsing "yes": invalid syntax
                    serve -c                                | flag needs an argument: 'c' in -c
                    serve --config                          | flag needs an argument: --config
                    serve --kubernets-qps 1                 | unknown flag: --kubernets-qps (did you mean --kubernetes-qps?)
                    serve --hyperfleet-api-retry abc        | invalid argument "abc" for "--hyperfleet-api-retry" flag: strconv.ParseInt: parsing "abc": invalid syntax
                    serve --kubernetes-qps abc              | invalid argument "abc" for "--kubernetes-qps" flag: strconv.ParseFloat: parsing "abc": invalid syntax
                    serve --maestro-insecure=yes            | invalid argument "yes" for "--maestro-insecure" flag: strconv.ParseBool: parsing "yes": invalid syntax
                    serve --kubernetes-burst 9999999999999999999 | invalid argument "9999999999999999999" for "--kubernetes-burst" flag: strconv.ParseInt: parsing "9999999999999999999": value out of range
                    """)
    void wrongFlagIsRefusedWithoutPagesOfUsage(String line, String message) {
        assertThat(run(line.split(" "))).isOne();
        assertThat(stderr().lines().toList()).hasSize(2).first().isEqualTo("Error: " + message);
        assertThat(stderr()).containsPattern("Run 'adapter.* --help' for usage.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --config a.yaml --task-config t.yaml",
                "serve --config=a.yaml --task-config=t.yaml",
                "serve -ca.yaml -tt.yaml",
                "serve -c=a.yaml -t=t.yaml",
                "--config a.yaml serve -t t.yaml",
                "serve -c first.yaml -c a.yaml -t t.yaml",
                "serve extra -c a.yaml words -t t.yaml -- --nope"
            })
    void flagsMayBeWrittenInManyWays(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(commands.served).hasSize(1);
        ConfigFlags flags = commands.served.getFirst().config();
        assertThat(flags.adapterPath()).isEqualTo("a.yaml");
        assertThat(flags.taskPath()).isEqualTo("t.yaml");
    }

    @Test
    void switchNeverTakesTheNextWord() {
        run("config-dump", "--debug-config", "false", "--maestro-insecure=false");
        assertThat(commands.dumped.getFirst().values())
                .containsOnly(Map.entry(Setting.DEBUG_CONFIG, "true"), Map.entry(Setting.MAESTRO_INSECURE, "false"));
    }

    @Test
    void flagTakesTheNextWordWhateverItLooksLike() {
        run("config-dump", "--config", "--debug-config", "--broker-topic", "");
        assertThat(commands.dumped.getFirst().adapterPath()).isEqualTo("--debug-config");
        assertThat(commands.dumped.getFirst().values()).containsOnly(Map.entry(Setting.BROKER_TOPIC, ""));
    }

    @Test
    void onlyAnEventOrResponsesMakeADryRun() {
        run("serve", "--dry-run-discovery", "d.json", "--dry-run-verbose", "--dry-run-output=json");
        run("serve", "--dry-run-api-responses", "r.json");
        run("serve", "--dry-run-event", "e.json", "--dry-run-output", "xml", "--dry-run-strict");
        assertThat(commands.served)
                .extracting(ServeOptions::dryRun)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new ServeOptions.DryRun("", "r.json", "", false, false, false)),
                        Optional.of(new ServeOptions.DryRun("e.json", "", "", false, false, true)));
    }

    @Test
    void portsComeFromFlagThenVariableThenStandard() {
        Map<String, String> environment = Map.of("HYPERFLEET_HEALTH_PORT", "18080", "HYPERFLEET_METRICS_PORT", "19090");
        program(environment).run(List.of("serve", "--health-port", "0"));
        run("serve");
        assertThat(commands.served)
                .extracting(ServeOptions::ports)
                .containsExactly(new ServeOptions.Ports(0, 19090), new ServeOptions.Ports(8080, 9090));
    }

    @Test
    void portOutOfRangeNamesWhereItWasSet() {
        assertThat(program(Map.of("HYPERFLEET_METRICS_PORT", "70000")).run(List.of("serve")))
                .isOne();
        assertThat(stderr()).isEqualTo("Error: HYPERFLEET_METRICS_PORT: \"70000\" is not a port (0 to 65535)\n");
    }

    @Test
    void errorOfACommandIsShownAndExitsWithOne() {
        commands.error = Optional.of("failed to load\n  a.yaml:1:1");
        assertThat(run("config-dump")).isOne();
        assertThat(stderr()).isEqualTo("Error: failed to load\n  a.yaml:1:1\n");
    }

    @Test
    void deadLettersAreNamedByTheirIdOrAll() {
        assertThat(run("dlq", "list")).isZero();
        assertThat(run("dlq", "show", "-c", "a.yaml", "ev-1")).isZero();
        assertThat(run("dlq", "replay", "--all")).isZero();
        assertThat(run("dlq", "drop", "ev-1")).isZero();
        assertThat(commands.requests)
                .containsExactly(
                        new DeadLetterRequest.ListThem(),
                        new DeadLetterRequest.Show("ev-1"),
                        new DeadLetterRequest.Replay(Optional.empty()),
                        new DeadLetterRequest.Drop(Optional.of("ev-1")));
        assertThat(run("dlq", "drop")).isEqualTo(1);
        assertThat(run("dlq", "replay", "ev-1", "--all")).isEqualTo(1);
        assertThat(stderr()).contains("dlq needs list, show <id>, replay <id> or drop <id>");
    }

    private int run(String... arguments) {
        return program(Map.of()).run(List.of(arguments));
    }

    private CommandLineProgram program(Map<String, String> environment) {
        return new CommandLineProgram(commands, environment, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Remembers what was asked for. */
    private static final class Recorder implements Commands {

        private final List<ServeOptions> served = new ArrayList<>();
        private final List<ConfigFlags> dumped = new ArrayList<>();
        private final List<DeadLetterRequest> requests = new ArrayList<>();
        private final List<ValidateOptions> validated = new ArrayList<>();
        private Optional<String> error = Optional.empty();

        @Override
        public Optional<String> serve(ServeOptions options) {
            served.add(options);
            return error;
        }

        @Override
        public Optional<String> dumpConfig(ConfigFlags flags, boolean sources) {
            dumped.add(flags);
            return error;
        }

        @Override
        public Optional<String> deadLetters(ConfigFlags flags, DeadLetterRequest request) {
            requests.add(request);
            return error;
        }

        @Override
        public boolean validate(ValidateOptions options) {
            validated.add(options);
            return error.isEmpty();
        }

        @Override
        public Optional<String> version() {
            return error;
        }
    }
}
