package io.hyperfleet.adapter.app.config;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.hyperfleet.adapter.broker.BrokerConfigReader;
import io.hyperfleet.adapter.broker.BrokerKey;
import io.hyperfleet.adapter.broker.BrokerProblem;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.document.TextFile;
import io.hyperfleet.adapter.engine.document.TypedValues;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a {@code broker.yaml} as the broker's reader does, and finds the places of what that reader complains of. Keys it
 * would pass over are warned of.
 */
final class BrokerFileCheck {

    private static final Map<String, BrokerKey> KEYS =
            Arrays.stream(BrokerKey.values()).collect(toUnmodifiableMap(BrokerKey::path, key -> key));

    private final ConfigFiles files;
    private final Map<String, String> environment;

    BrokerFileCheck(ConfigFiles files, Map<String, String> environment) {
        this.files = files;
        this.environment = environment;
    }

    /** Adds what is wrong to the problems and returns the text of the file. */
    String check(String path, Problems problems) {
        return switch (files.read(path)) {
            case TextFile.Content.Unreadable(String reason) -> {
                problems.add(Problem.error(
                        "unreadable-file", new Place(path, 1, 1), "", "failed to read broker config: " + reason));
                yield "";
            }
            case TextFile.Content.Text(String text) -> {
                Optional<Node> document = Yaml.readFile(path, text, problems);
                document.filter(node -> !problems.hasErrors()).ifPresent(node -> check(path, text, node, problems));
                yield text;
            }
        };
    }

    private void check(String path, String text, Node document, Problems problems) {
        checkSection("", document, problems);
        if (problems.hasErrors()) {
            return;
        }
        if (BrokerConfigReader.readText(path, text, environment)
                instanceof BrokerConfigReader.Result.Invalid(List<BrokerProblem> found)) {
            found.forEach(problem -> problems.add(placed(problem, document)));
        }
    }

    /** Every key of a section is a known one, and has a single value exactly where one is needed. */
    private static void checkSection(String path, Node section, Problems problems) {
        if (section.isNull()) {
            return;
        }
        if (!(section instanceof Node.Mapping mapping)) {
            problems.add(TypedValues.wrongType(section, path, "section"));
            return;
        }
        for (Node.Entry entry : mapping.entries()) {
            String name = entry.key() instanceof Node.Scalar key ? key.text().toLowerCase(Locale.ROOT) : "";
            String keyPath = path.isEmpty() ? name : path + "." + name;
            if (KEYS.containsKey(keyPath)) {
                if (!(entry.value() instanceof Node.Scalar)) {
                    problems.add(TypedValues.wrongType(entry.value(), keyPath, "string"));
                }
            } else if (isSection(keyPath)) {
                checkSection(keyPath, entry.value(), problems);
            } else {
                problems.add(unknown(entry.key(), name, path));
            }
        }
    }

    private static boolean isSection(String path) {
        return KEYS.keySet().stream().anyMatch(key -> key.startsWith(path + "."));
    }

    private static Problem unknown(Node key, String name, String section) {
        String in = section.isEmpty() ? "" : " in " + section;
        List<String> known = keysOf(section);
        String hint = Suggestions.didYouMean(name, known)
                .or(() -> rightPlace(name))
                .orElse("it has no effect; known keys are " + String.join(", ", known));
        return Problem.warning(
                        "unknown-key",
                        key.place(),
                        section.isEmpty() ? name : section + "." + name,
                        "unknown key \"" + name + "\"" + in)
                .withHint(hint);
    }

    private static List<String> keysOf(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        return Arrays.stream(BrokerKey.values())
                .map(BrokerKey::path)
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    /** For a key that is known elsewhere. */
    private static Optional<String> rightPlace(String name) {
        return Arrays.stream(BrokerKey.values())
                .map(BrokerKey::path)
                .filter(path -> path.startsWith(name + ".") || path.endsWith("." + name))
                .findFirst()
                .map(path -> path.endsWith("." + name) ? path.substring(0, path.length() - name.length() - 1) : "")
                .map(place -> "it belongs " + (place.isEmpty() ? "to the top of the file" : "under " + place));
    }

    private Problem placed(BrokerProblem problem, Node document) {
        String path = problem.key().map(BrokerKey::path).orElse("");
        Optional<String> variable = problem.key()
                .map(BrokerKey::variable)
                .filter(name -> !environment.getOrDefault(name, "").isEmpty());
        return Problem.error("broker-config", place(document, path), path, problem.message())
                .withHint(variable.map(name -> "the value is that of the variable " + name)
                        .orElseGet(() -> hint(problem, document)));
    }

    private static @Nullable String hint(BrokerProblem problem, Node document) {
        return problem.key()
                .flatMap(key -> find(document, key.path())
                        .filter(Node.Scalar.class::isInstance)
                        .flatMap(value -> Suggestions.didYouMean(((Node.Scalar) value).text(), key.allowed())))
                .orElse(null);
    }

    /** Where the key's value stands, or the nearest section above it. */
    private static Place place(Node document, String path) {
        Optional<Node> node = path.isEmpty() ? Optional.of(document) : find(document, path);
        int dot = path.lastIndexOf('.');
        return node.map(Node::place).orElseGet(() -> place(document, path.substring(0, Math.max(dot, 0))));
    }

    private static Optional<Node> find(Node node, String path) {
        Optional<Node> found = Optional.of(node);
        for (String key : path.split("\\.", -1)) {
            found = found.flatMap(section -> child(section, key));
        }
        return found;
    }

    private static Optional<Node> child(Node node, String key) {
        return (node instanceof Node.Mapping mapping ? mapping.entries() : List.<Node.Entry>of())
                .stream()
                        .filter(entry -> entry.key() instanceof Node.Scalar scalar
                                && scalar.text().toLowerCase(Locale.ROOT).equals(key))
                        .map(Node.Entry::value)
                        .findFirst();
    }
}
