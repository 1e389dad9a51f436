package io.hyperfleet.adapter.app.config;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.hyperfleet.adapter.engine.document.Envelope;
import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.KeyReader.Strictness;
import io.hyperfleet.adapter.engine.document.KeyStyle;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.TypedValues;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads an adapter file: every key must be a known one, every value of its type. All mistakes are reported, with their
 * place. A key without a value counts as not given.
 *
 * <p>An envelope of v0.1 is read more leniently, as it was then: unknown keys are only warned of, upper and lower case do
 * not matter, numbers may be quoted, and a duration without a unit is one of nanoseconds. Its {@code spec} may also hold a
 * task, and then the clients may stand in it without {@code clients}.
 */
final class AdapterFile {

    private static final String GO_TYPE = "configloader.AdapterConfig";
    private static final List<String> TASK_KEYS = List.of("params", "preconditions", "resources", "post");
    private static final List<String> CLIENTS = List.of("maestro", "hyperfleet_api", "broker", "kubernetes");

    private static final Map<String, Setting> SETTINGS =
            Arrays.stream(Setting.values()).collect(toUnmodifiableMap(Setting::path, setting -> setting));

    private final SettingValues values = new SettingValues();
    private final boolean envelope;
    private final Problems problems;

    private AdapterFile(boolean envelope, Problems problems) {
        this.envelope = envelope;
        this.problems = problems;
    }

    /**
     * The values the document gives.
     *
     * @param problems gets keys and values that cannot be understood
     * @param rules gets what is missing in an envelope
     */
    static SettingValues read(Node document, Problems problems, Problems rules) {
        boolean envelope = Envelope.isEnvelope(document);
        AdapterFile file = new AdapterFile(envelope, problems);
        if (envelope) {
            file.readEnvelope(document, rules);
        } else {
            KeyReader.of(document, "", GO_TYPE, problems, Strictness.STRICT, KeyStyle.SNAKE_CASE)
                    .ifPresent(keys -> file.readBlock(keys, ""));
        }
        return file.values;
    }

    private void readEnvelope(Node document, Problems rules) {
        problems.add(Envelope.deprecation(document));
        Envelope frame = Envelope.read(document, List.of("AdapterConfig"), problems, rules);
        if (!frame.name().text().isEmpty()) {
            values.put(Setting.ADAPTER_NAME, frame.name().text(), frame.name().place(), "metadata.name");
        }
        values.keepLabels(frame.labels());
        Optional<KeyReader> spec = frame.spec()
                .flatMap(node -> KeyReader.of(
                        node, "spec", GO_TYPE, problems, Strictness.LENIENT, KeyStyle.CAMEL_CASE_OF_ANY_CASE));
        spec.ifPresent(keys -> {
            TASK_KEYS.forEach(keys::has);
            for (String client : CLIENTS) {
                keys.object(client, GO_TYPE).ifPresent(block -> readBlock(block, "clients." + client));
            }
            readBlock(keys, "");
        });
        if (!values.has(Setting.ADAPTER_VERSION)) {
            String message = "spec.adapter.version is required";
            rules.add(Problem.error("required", document.place(), "spec.adapter.version", message)
                    .withOriginal(message));
        }
    }

    private void readBlock(KeyReader keys, String block) {
        values.putBlock(block, keys.place());
        String prefix = block.isEmpty() ? "" : block + ".";
        for (String key : keysOf(prefix)) {
            String path = prefix + key;
            Setting setting = SETTINGS.get(path);
            if (setting != null) {
                readSetting(setting, keys, key);
            } else if (path.equals(Setting.DEFAULT_HEADERS)) {
                readHeaders(keys, key);
            } else {
                keys.object(key, GO_TYPE).ifPresent(inner -> readBlock(inner, path));
            }
        }
        keys.finish();
    }

    private List<String> keysOf(String prefix) {
        Stream<String> paths = Arrays.stream(Setting.values())
                .filter(setting -> !envelope || setting.isInEnvelope())
                .map(Setting::path);
        return Stream.concat(paths, Stream.of(Setting.DEFAULT_HEADERS))
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    private void readSetting(Setting setting, KeyReader keys, String key) {
        Node node = keys.any(key);
        if (node == null) {
            return;
        }
        Optional<?> value = node instanceof Node.Scalar scalar ? valueOf(setting.kind(), scalar) : Optional.empty();
        if (value.isPresent()) {
            values.put(setting, value.get(), node.place(), keys.pathOf(key));
        } else {
            problems.add(
                    TypedValues.wrongType(node, keys.pathOf(key), setting.kind().goType()));
        }
    }

    private void readHeaders(KeyReader keys, String key) {
        for (Node.Entry header : keys.texts(key)) {
            if (header.key() instanceof Node.Scalar name
                    && header.value() instanceof Node.Scalar value
                    && !value.isNull()) {
                values.putHeader(name.text(), value.text(), value.place());
            }
        }
    }

    /** The value as its setting needs it; empty when it is of another type. */
    private Optional<?> valueOf(ValueKind kind, Node.Scalar scalar) {
        Optional<?> value = switch (kind) {
            case TEXT -> Optional.of(scalar.text());
            case FLAG -> TypedValues.flag(scalar);
            case INTEGER -> TypedValues.integer(scalar);
            case FLOAT -> TypedValues.decimal(scalar);
            case DURATION -> duration(scalar);
        };
        return value.isPresent() || !envelope || !(scalar.value() instanceof String text) ? value : parsed(kind, text);
    }

    private Optional<Duration> duration(Node.Scalar scalar) {
        if (envelope && scalar.value() instanceof Long nanoseconds) {
            return Optional.of(Duration.ofNanos(nanoseconds));
        }
        return scalar.value() instanceof String text
                ? parsed(ValueKind.DURATION, text).map(Duration.class::cast)
                : Optional.empty();
    }

    private static Optional<?> parsed(ValueKind kind, String text) {
        var parsed = kind.parse(text);
        return parsed.isValid() ? Optional.of(parsed.value()) : Optional.empty();
    }
}
