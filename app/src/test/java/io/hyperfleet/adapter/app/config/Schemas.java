package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.app.config.TaskKeys.Key;
import io.hyperfleet.adapter.app.config.TaskKeys.Type;
import io.hyperfleet.adapter.broker.BrokerKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schemas of the configuration files, as plain maps. */
@SuppressWarnings("BadImport") // in these classes a key and a type are those of a configuration file
final class Schemas {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    private static final String DURATION = "^[-+]?(0|([0-9]*\\.?[0-9]+(ns|us|µs|ms|s|m|h))+)$";

    private static final String BROKER_DURATION = "^ *([0-9]+d|0|([0-9]*\\.?[0-9]+(ns|us|µs|ms|s|m|h))+)? *$";

    private Schemas() {}

    static Map<String, Object> task() {
        return whole("HyperFleet Adapter: task", of(TaskKeys.TASK));
    }

    static Map<String, Object> adapter() {
        return whole("HyperFleet Adapter: adapter configuration", block(""));
    }

    static Map<String, Object> broker() {
        return whole("HyperFleet Adapter: broker configuration", brokerBlock(""));
    }

    private static Map<String, Object> brokerBlock(String prefix) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (BrokerKey key : BrokerKey.values()) {
            if (key.path().startsWith(prefix)) {
                String name = key.path().substring(prefix.length()).split("\\.", 2)[0];
                boolean leaf = key.path().equals(prefix + name);
                properties.computeIfAbsent(
                        name, ignored -> leaf ? described(of(key), key.meaning()) : brokerBlock(prefix + name + "."));
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> of(BrokerKey key) {
        return switch (key.kind()) {
            case TEXT -> key.allowed().isEmpty() ? of(new Type.Text()) : Map.of("enum", key.allowed());
            case FLAG -> Map.of("type", "boolean");
            case WHOLE -> Map.of("type", "integer");
            case DURATION -> sorted(Map.of("type", List.of("string", "integer"), "pattern", BROKER_DURATION));
        };
    }

    private static Map<String, Object> whole(String title, Map<String, Object> content) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DRAFT);
        schema.put("title", title);
        schema.putAll(content);
        return schema;
    }

    private static Map<String, Object> of(Type type) {
        return switch (type) {
            case Type.Text() -> Map.of("type", List.of("string", "number", "boolean"));
            case Type.Choice(List<String> values) -> Map.of("enum", values);
            case Type.Flag() -> Map.of("type", "boolean");
            case Type.Whole() -> Map.of("type", "integer");
            case Type.Free() -> Map.of();
            case Type.Texts() ->
                sorted(Map.of("type", "object", "additionalProperties", of(new Type.Text()), "minProperties", 1L));
            case Type.Block(List<Key> keys) -> object(keys);
            case Type.Items(Type.Block item) -> sorted(Map.of("type", "array", "items", of(item)));
            case Type.TextOr(Type.Block block) -> Map.of("oneOf", List.of(of(new Type.Text()), of(block)));
        };
    }

    private static Map<String, Object> object(List<Key> keys) {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key.name(), described(of(key.type()), key.description())));
        List<String> required =
                keys.stream().filter(Key::required).map(Key::name).toList();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> described(Map<String, Object> schema, String description) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("description", description);
        described.putAll(schema);
        return described;
    }

    private static Map<String, Object> block(String prefix) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> paths = Arrays.stream(Setting.values()).map(Setting::path).toList();
        for (String path : paths) {
            if (path.startsWith(prefix)) {
                String key = path.substring(prefix.length()).split("\\.", 2)[0];
                properties.computeIfAbsent(key, ignored -> property(prefix + key));
            }
        }
        if (Setting.DEFAULT_HEADERS.startsWith(prefix) && Setting.DEFAULT_HEADERS.indexOf('.', prefix.length()) < 0) {
            properties.put(
                    Setting.DEFAULT_HEADERS.substring(prefix.length()),
                    described(of(new Type.Texts()), "Headers sent with every request to the HyperFleet API"));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (prefix.isEmpty() || prefix.equals("adapter.")) {
            schema.put("required", List.of(prefix.isEmpty() ? "adapter" : "name"));
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(String path) {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.path().equals(path))
                .findFirst()
                .map(setting -> described(of(setting), setting.description()))
                .orElseGet(() -> block(path + "."));
    }

    private static Map<String, Object> of(Setting setting) {
        return switch (setting.kind()) {
            case TEXT -> setting.allowed().isEmpty() ? of(new Type.Text()) : Map.of("enum", setting.allowed());
            case FLAG -> Map.of("type", "boolean");
            case INTEGER -> Map.of("type", "integer");
            case FLOAT -> Map.of("type", "number");
            case DURATION -> sorted(Map.of("type", "string", "pattern", DURATION));
        };
    }

    /** The order of {@code Map.of} is another one in each process. */
    private static Map<String, Object> sorted(Map<String, Object> schema) {
        return new TreeMap<>(schema);
    }
}
