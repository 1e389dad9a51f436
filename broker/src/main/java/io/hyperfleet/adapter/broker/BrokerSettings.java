package io.hyperfleet.adapter.broker;

import io.hyperfleet.adapter.tls.OrdinaryFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The single values of {@code broker.yaml} by their dotted, lower-case key, overridden by the environment. */
final class BrokerSettings {

    private static final int MAX_FILE_BYTES = 1 << 20;

    /** The file cannot be read. The message is complete. */
    static final class UnreadableException extends Exception {

        UnreadableException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private final Map<String, Object> values;
    private final Map<String, String> environment;
    private final BrokerProblems problems;

    /**
     * @param values by their dotted, lower-case key
     * @param problems gets values of the wrong type, when they are asked for
     */
    BrokerSettings(Map<String, Object> values, Map<String, String> environment, BrokerProblems problems) {
        this.values = values;
        this.environment = environment;
        this.problems = problems;
    }

    /** The text under a key; empty when there is none. */
    String text(BrokerKey key) {
        Object value = value(key);
        return value == null ? "" : value.toString();
    }

    /** Empty when there is none, or no whole number, which is a problem. */
    OptionalInt number(BrokerKey key) {
        return switch (value(key)) {
            case null -> OptionalInt.empty();
            case Boolean flag -> OptionalInt.of(flag ? 1 : 0);
            case Integer number -> OptionalInt.of(number);
            case Double number
            when number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE ->
                OptionalInt.of(number.intValue());
            case Object other -> parseNumber(key, other.toString().strip());
        };
    }

    /** False when there is none, or no switch, which is a problem. */
    boolean flag(BrokerKey key) {
        return switch (value(key)) {
            case null -> false;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            case Object other -> parseFlag(key, other.toString());
        };
    }

    private @Nullable Object value(BrokerKey key) {
        String override = environment.getOrDefault(key.variable(), "");
        return override.isEmpty() ? values.get(key.path()) : override;
    }

    private OptionalInt parseNumber(BrokerKey key, String text) {
        try {
            return OptionalInt.of(text.isEmpty() ? 0 : Integer.parseInt(text));
        } catch (NumberFormatException e) {
            problems.wrongType(key, text);
            return OptionalInt.empty();
        }
    }

    private boolean parseFlag(BrokerKey key, String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "", "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> {
                problems.wrongType(key, text);
                yield false;
            }
        };
    }

    /** The values of a file by their dotted, lower-case key. A file that does not exist counts as empty. */
    static Map<String, Object> load(Path file) throws UnreadableException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return parse(file.toString(), new String(OrdinaryFile.read(file, MAX_FILE_BYTES), StandardCharsets.UTF_8));
        } catch (OrdinaryFile.UnreadableException e) {
            throw new UnreadableException("error reading config file: " + e.getMessage());
        }
    }

    /** The values of a text by their dotted, lower-case key. */
    static Map<String, Object> parse(String name, String text) throws UnreadableException {
        try {
            LoadSettings rules = LoadSettings.builder().setLabel(name).build();
            Map<String, Object> values = new HashMap<>();
            if (new Load(rules).loadFromString(text) instanceof Map<?, ?> root) {
                flatten("", root, values);
            }
            return values;
        } catch (YamlEngineException e) {
            throw new UnreadableException("error reading config file: " + name + ": " + reason(e));
        }
    }

    /** What is wrong and where, without the excerpt of the file, which may show a password. */
    private static String reason(YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            String place = marked.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                    .orElse("");
            return place + marked.getProblem();
        }
        return String.valueOf(e.getMessage());
    }

    private static void flatten(String prefix, Map<?, ?> section, Map<String, Object> values) {
        for (Map.Entry<?, ?> entry : section.entrySet()) {
            String key = prefix + String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT);
            if (entry.getValue() instanceof Map<?, ?> nested) {
                flatten(key + ".", nested, values);
            } else if (entry.getValue() != null) {
                values.put(key, entry.getValue());
            }
        }
    }
}
