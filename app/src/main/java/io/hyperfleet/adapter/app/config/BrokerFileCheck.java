package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.broker.BrokerConfigReader;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.TextFile;
import io.hyperfleet.adapter.engine.document.Yaml;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a {@code broker.yaml} as the broker's reader does, and finds the place of what that reader complains of. */
final class BrokerFileCheck {

    /** The first dotted key that a message names. */
    private static final Pattern KEY = Pattern.compile("'?((?:[a-z_]+\\.)+[a-z_]+)'?");

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
                problems.add(Problem.error("unreadable-file", null, "", "failed to read broker config: " + reason));
                yield "";
            }
            case TextFile.Content.Text(String text) -> {
                Optional<Node> document = Yaml.readFile(path, text, problems);
                document.ifPresent(node -> check(path, node, problems));
                yield text;
            }
        };
    }

    private void check(String path, Node document, Problems problems) {
        if (problems.hasErrors() || path.equals(ConfigFiles.STANDARD_INPUT)) {
            return;
        }
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(BrokerConfigReader.FILE_VARIABLE, files.resolve(path).toString());
        if (BrokerConfigReader.read(variables, Path.of(""))
                instanceof BrokerConfigReader.Result.Invalid(String message)) {
            String key = key(message);
            problems.add(Problem.error("broker-config", place(document, key), key, message));
        }
    }

    private static String key(String message) {
        Matcher matcher = KEY.matcher(message);
        if (matcher.find()) {
            String key = matcher.group(1);
            return key.startsWith("rabbitmq.") ? "broker." + key : key;
        }
        return message.contains("broker type") ? "broker.type" : "";
    }

    /** Where the key stands, or the nearest one above it. */
    private static Place place(Node document, String path) {
        Node node = document;
        for (String key : path.split("\\.", -1)) {
            Optional<Node> child = node instanceof Node.Mapping mapping ? find(mapping, key) : Optional.empty();
            if (child.isEmpty()) {
                return node.place();
            }
            node = child.get();
        }
        return node.place();
    }

    private static Optional<Node> find(Node.Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key() instanceof Node.Scalar scalar
                        && scalar.text().toLowerCase(Locale.ROOT).equals(key))
                .map(Node.Entry::value)
                .findFirst();
    }
}
