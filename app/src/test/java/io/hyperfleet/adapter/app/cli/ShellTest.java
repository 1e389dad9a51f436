package io.hyperfleet.adapter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hyperfleet.adapter.app.serve.SettlementPolicy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a shell offers after the tabulator key, asked of the shells themselves. */
@Timeout(30)
class ShellTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "adapter serv, serve",
        "adapter config-dump --kubernetes-q, --kubernetes-qps",
        "adapter serve --log-level de, debug",
        "adapter serve --log-level debug --dry-run-out, --dry-run-output",
        "adapter completion f, fish",
        "adapter help ver, version",
        "adapter dlq re, replay",
        "adapter serve --hyperfleet-api-timeout 1, ''",
        "adapter version --config, ''",
    })
    void bashOffersCommandsFlagsAndValues(String typed, String offered) throws Exception {
        assertThat(bashOffers(typed)).isEqualTo(offered);
    }

    static Stream<Flag> flagsWithChoices() {
        return Command.ALL.stream()
                .flatMap(command -> command.flags().stream())
                .filter(flag -> !flag.choices().isEmpty())
                .distinct();
    }

    @Test
    void theSettingsWithFixedValuesAreAmongTheFlagsWithChoices() {
        assertThat(flagsWithChoices().map(Flag::name))
                .contains(
                        "delivery-policy",
                        "dry-run-output",
                        "format",
                        "hyperfleet-api-retry-backoff",
                        "log-format",
                        "log-level",
                        "log-output",
                        "maestro-auth-type");
        assertThat(flagsWithChoices().filter(flag -> flag.name().equals("delivery-policy")))
                .allSatisfy(flag -> assertThat(flag.choices())
                        .containsExactlyElementsOf(Stream.of(SettlementPolicy.values())
                                .map(SettlementPolicy::text)
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("flagsWithChoices")
    void everyShellOffersTheChoicesOfAFlag(Flag flag) throws Exception {
        String words = String.join(" ", flag.choices());

        assertThat(bashOffers("adapter serve --" + flag.name() + " ")).isEqualTo(words);
        assertThat(Shell.ZSH.script())
                .containsPattern("--" + flag.name() + "\\[(?:[^\\]\\\\]|\\\\.)*\\]:string:\\(" + words + "\\)");
        assertThat(Shell.FISH.script()).contains(" -l " + flag.name() + " -x -a '" + words + "' ");
    }

    @Test
    void bashOffersFilesWhereAFileBelongs() throws Exception {
        Files.createFile(folder.resolve("task-of-mine.yaml"));

        assertThat(bashOffers("adapter serve -t task-of")).isEqualTo("task-of-mine.yaml");
        assertThat(bashOffers("adapter validate task-of")).isEqualTo("task-of-mine.yaml");
    }

    @Test
    void fishOffersCommandsValuesAndFiles() throws Exception {
        assumeThat(isInstalled("fish")).as("fish is installed").isTrue();
        Files.createFile(folder.resolve("task-of-mine.yaml"));

        assertThat(fishOffers("adapter serv")).startsWith("serve");
        assertThat(fishOffers("adapter serve --log-level de")).startsWith("debug");
        assertThat(fishOffers("adapter validate task-of")).startsWith("task-of-mine.yaml");
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void theShellUnderstandsItsScript(Shell shell) throws Exception {
        String name = shell.name().toLowerCase(Locale.ROOT);
        assumeThat(isInstalled(name)).as(name + " is installed").isTrue();
        Path script = Files.writeString(folder.resolve("script"), shell.script());

        assertThat(output(List.of(name, "-n", script.toString()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void everyCommandAndFlagIsInTheScript(Shell shell) {
        String script = shell.script();

        assertThat(Command.ALL).allSatisfy(command -> {
            assertThat(script).contains(command.text());
            assertThat(command.flags())
                    .allSatisfy(flag -> assertThat(script).containsPattern("(--|-l )" + flag.name()));
        });
    }

    private String bashOffers(String typed) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("script"), Shell.BASH.script());
        String words = Arrays.stream(typed.split(" ", -1))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        String asked = "source '" + script + "'; COMP_WORDS=(" + words
                + "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _adapter;" + " echo \"${COMPREPLY[*]}\"";
        return output(List.of("bash", "--norc", "-c", asked)).strip();
    }

    private String fishOffers(String typed) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("script"), Shell.FISH.script());
        return output(List.of("fish", "--no-config", "-c", "source '" + script + "'; complete -C '" + typed + "'"));
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = process.inputReader().lines().collect(Collectors.joining("\n"));
        process.waitFor();
        return output;
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
