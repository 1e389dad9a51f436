package io.hyperfleet.adapter.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    private static final long MAX_FILE_BYTES = 1 << 20;

    /** The file cannot be read or a value has the wrong type. The message is complete. */
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

    private BrokerSettings(Map<String, Object> values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    /** A file that does not exist counts as empty. */
    static BrokerSettings read(Path file, Map<String, String> environment) throws UnreadableException {
        Map<String, Object> values = new HashMap<>();
        if (load(file) instanceof Map<?, ?> root) {
            flatten("", root, values);
        }
        return new BrokerSettings(values, environment);
    }

    /** The text under a key; empty when there is none. */
    String text(String key) {
        Object value = value(key);
        return value == null ? "" : value.toString();
    }

    OptionalInt number(String key) throws UnreadableException {
        return switch (value(key)) {
            case null -> OptionalInt.empty();
            case Boolean flag -> OptionalInt.of(flag ? 1 : 0);
            case Integer number -> OptionalInt.of(number);
            case Double number
            when number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE ->
                OptionalInt.of(number.intValue());
            case Object other ->
                OptionalInt.of(parseNumber(key, other.toString().strip()));
        };
    }

    boolean flag(String key) throws UnreadableException {
        return switch (value(key)) {
            case null -> false;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            case Object other -> parseFlag(key, other.toString());
        };
    }

    private @Nullable Object value(String key) {
        String override = environment.getOrDefault(key.toUpperCase(Locale.ROOT).replace('.', '_'), "");
        return override.isEmpty() ? values.get(key) : override;
    }

    private static int parseNumber(String key, String text) throws UnreadableException {
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrongType(key, text, "int");
        }
    }

    private static boolean parseFlag(String key, String text) throws UnreadableException {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "", "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw wrongType(key, text, "bool");
        };
    }

    private static UnreadableException wrongType(String key, String text, String type) {
        return new UnreadableException(
                "error unmarshaling config: '" + key + "' cannot parse '" + text + "' as " + type);
    }

    private static @Nullable Object load(Path file) throws UnreadableException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new UnreadableException("error reading config file: " + file + " is larger than 1 MiB");
            }
            LoadSettings rules =
                    LoadSettings.builder().setLabel(file.toString()).build();
            return new Load(rules).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UnreadableException("error reading config file: " + file + ": " + e);
        } catch (YamlEngineException e) {
            throw new UnreadableException("error reading config file: " + file + ": " + reason(e));
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
