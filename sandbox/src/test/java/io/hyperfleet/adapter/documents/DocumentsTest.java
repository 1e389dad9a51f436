package io.hyperfleet.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documents tell to type, set and read. Commands of the program are run as they stand, in the root of the
 * repository; those of other programs are held against the list below.
 */
@Timeout(300)
class DocumentsTest {

    /** Programs of the reader's own. */
    private static final Set<String> OTHER_PROGRAMS =
            Set.of("kubectl", "helm", "rabbitmqadmin", "gcloud", "curl", "promtool");

    /** Variables of settings without a flag, which no help text names. */
    private static final Set<String> VARIABLES_WITHOUT_FLAG = Set.of(
            "HYPERFLEET_API_AUTH_TOKEN_PATH", "HYPERFLEET_API_AUTH_TOKEN_CACHE_TTL", "HYPERFLEET_MAESTRO_TOKEN_FILE");

    /** Variables that are named to say that they have no effect. */
    private static final Set<String> GONE = Set.of("BROKER_URL", "BROKER_QUEUE", "HYPERFLEET_ADAPTER_NAME");

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern FLAG = Pattern.compile("(?<![-\\w])--[a-z][a-z-]+");
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:HYPERFLEET|BROKER)_[A-Z_]*[A-Z]\\b");

    static List<Document> documents() throws IOException {
        List<Document> documents = new ArrayList<>(List.of(Document.read(Document.REPOSITORY.resolve("README.md"))));
        try (Stream<Path> files = Files.list(Document.REPOSITORY.resolve("docs"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                documents.add(Document.read(file));
            }
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Document document) throws IOException {
        for (MatchResult link : LINK.matcher(document.text()).results().toList()) {
            String target = link.group(1);
            Path file = target.isEmpty()
                    ? document.path()
                    : document.path().resolveSibling(target).normalize();
            assertThat(file).as("%s in %s", link.group(), document).exists();
            if (link.group(2) != null) {
                assertThat(Document.read(file).anchors())
                        .as("%s in %s", link.group(), document)
                        .contains(link.group(2));
            }
        }
    }

    static List<String> commands() throws IOException {
        return documents().stream()
                .flatMap(document -> document.commands().stream())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsOneThatWorks(String command, @TempDir Path folder) throws Exception {
        List<String> words = List.of(command.split(" "));
        switch (words.getFirst()) {
            case "./adapter" -> run(words.subList(1, words.size()), folder);
            case "make" ->
                assertThat(Files.readString(Document.REPOSITORY.resolve("Makefile")))
                        .containsPattern("(?m)^" + Pattern.quote(words.get(1)) + ":");
            default -> assertThat(OTHER_PROGRAMS).contains(words.getFirst());
        }
    }

    /** What would serve or stay up for ever is stopped as soon as it is ready. */
    private static void run(List<String> arguments, Path folder) throws IOException, InterruptedException {
        if (arguments.contains("serve") && !arguments.contains("--dry-run-event")) {
            try (Served served =
                    new Served(folder, environment -> AdapterProcess.start(Served.FILES, environment, arguments))) {
                assertThat(served.health("/healthz").statusCode()).isEqualTo(200);
            }
            return;
        }
        boolean staysUp = arguments.contains("sandbox") && !arguments.contains("--once");
        try (AdapterProcess program = AdapterProcess.start(Document.REPOSITORY, Map.of(), arguments)) {
            if (staysUp) {
                program.awaitLine(line -> line.contains("ready in"), "the sandbox");
                program.stop();
            }
            assertThat(program.exitCode()).as(program.output()).isZero();
            // The exit code of a dry run is 0 whatever came of the event.
            if (arguments.contains("--dry-run-event")) {
                assertThat(program.output()).contains("Result: SUCCESS");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyFlagAndEveryVariableExists(Document document) throws Exception {
        String help = Help.TEXT;
        // Each key of broker.yaml has a variable of its name; the page with the keys is held against the code
        // elsewhere.
        Set<String> ofBrokerFile = Document.of("configuration.md").code().stream()
                .map(key -> key.toUpperCase(Locale.ROOT).replace('.', '_'))
                .collect(Collectors.toSet());
        List<String> ours = Stream.concat(
                        document.code().stream().filter(code -> code.startsWith("--")),
                        document.commands().stream().filter(command -> command.startsWith("./adapter ")))
                .toList();
        for (String code : ours) {
            for (MatchResult flag : FLAG.matcher(code).results().toList()) {
                assertThat(help).as("%s in %s", flag.group(), document).contains(flag.group());
            }
        }
        for (String code : document.code()) {
            VARIABLE.matcher(code)
                    .results()
                    .map(MatchResult::group)
                    .filter(name -> !VARIABLES_WITHOUT_FLAG.contains(name) && !GONE.contains(name))
                    .filter(name -> !ofBrokerFile.contains(name))
                    .forEach(name ->
                            assertThat(help).as("%s in %s", name, document).contains(name));
        }
    }

    /** The help of all commands and the manual page, asked for once. */
    private static final class Help {

        static final String TEXT = ask();

        private static String ask() {
            StringBuilder text = new StringBuilder();
            for (List<String> question : List.of(
                    List.of("help", "serve"),
                    List.of("help", "validate"),
                    List.of("sandbox", "--help"),
                    List.of("man"))) {
                try (AdapterProcess program = AdapterProcess.start(Document.REPOSITORY, Map.of(), question)) {
                    program.exitCode();
                    text.append(program.output()).append('\n');
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return text.toString();
        }
    }
}
