package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.document.TypedValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the adapter file strictly: every key must be a known one, every value of its type. All mistakes are reported,
 * with their place. A key without a value counts as not given.
 */
final class AdapterFile {

    private final SettingValues values = new SettingValues();
    private final Problems problems;

    private AdapterFile(Problems problems) {
        this.problems = problems;
    }

    /** The values the document gives; mistakes are added to the problems. */
    static SettingValues read(Node document, Problems problems) {
        AdapterFile file = new AdapterFile(problems);
        file.readBlock("", document);
        return file.values;
    }

    private void readBlock(String path, Node node) {
        if (node.isNull()) {
            return;
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(TypedValues.wrongType(node, path, "configloader.AdapterConfig"));
            return;
        }
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key() instanceof Node.Scalar scalar ? scalar.text() : "";
            readEntry(path.isEmpty() ? key : path + "." + key, key, path, entry);
        }
    }

    private void readEntry(String path, String key, String blockPath, Node.Entry entry) {
        Optional<Setting> setting = Arrays.stream(Setting.values())
                .filter(candidate -> candidate.path().equals(path))
                .findFirst();
        if (setting.isPresent()) {
            readSetting(setting.get(), entry.value());
        } else if (path.equals(Setting.DEFAULT_HEADERS)) {
            readHeaders(entry.value());
        } else if (paths().anyMatch(known -> known.startsWith(path + "."))) {
            readBlock(path, entry.value());
        } else {
            problems.add(unknownKey(path, key, blockPath, entry.key()));
        }
    }

    private void readSetting(Setting setting, Node node) {
        if (node.isNull()) {
            return;
        }
        Optional<Object> value =
                node instanceof Node.Scalar scalar ? valueOf(setting.kind(), scalar) : Optional.empty();
        if (value.isPresent()) {
            values.put(setting, value.get(), node.place());
        } else {
            problems.add(
                    TypedValues.wrongType(node, setting.path(), setting.kind().goType()));
        }
    }

    private void readHeaders(Node node) {
        if (node.isNull()) {
            return;
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(TypedValues.wrongType(node, Setting.DEFAULT_HEADERS, "map[string]string"));
            return;
        }
        for (Node.Entry entry : mapping.entries()) {
            if (!(entry.key() instanceof Node.Scalar name) || !(entry.value() instanceof Node.Scalar value)) {
                problems.add(TypedValues.wrongType(entry.value(), Setting.DEFAULT_HEADERS, "string"));
            } else if (!value.isNull()) {
                values.putHeader(name.text(), value.text());
            }
        }
    }

    /** The value as its setting needs it; empty when it is of another type. */
    private static Optional<Object> valueOf(ValueKind kind, Node.Scalar scalar) {
        return switch (kind) {
            case TEXT -> Optional.of(scalar.text());
            case FLAG -> TypedValues.flag(scalar).map(Object.class::cast);
            case INTEGER -> TypedValues.integer(scalar).map(Object.class::cast);
            case FLOAT -> decimal(scalar);
            case DURATION -> duration(scalar);
        };
    }

    private static Optional<Object> decimal(Node.Scalar scalar) {
        return scalar.value() instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    private static Optional<Object> duration(Node.Scalar scalar) {
        if (!(scalar.value() instanceof String text)) {
            return Optional.empty();
        }
        var parsed = ValueKind.DURATION.parse(text);
        return parsed.isValid() && parsed.value() instanceof Duration value ? Optional.of(value) : Optional.empty();
    }

    private static Problem unknownKey(String path, String key, String blockPath, Node keyNode) {
        String message = "unknown key \"" + key + "\"" + (blockPath.isEmpty() ? "" : " in " + blockPath);
        return Problem.error("unknown-key", keyNode.place(), path, message)
                .withHint(Suggestions.didYouMean(key, keysOf(blockPath)).orElse(null))
                .withOriginal(message);
    }

    private static List<String> keysOf(String blockPath) {
        String prefix = blockPath.isEmpty() ? "" : blockPath + ".";
        List<String> keys = new ArrayList<>();
        paths().filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .forEach(keys::add);
        return keys;
    }

    private static Stream<String> paths() {
        return Stream.concat(Arrays.stream(Setting.values()).map(Setting::path), Stream.of(Setting.DEFAULT_HEADERS));
    }
}
