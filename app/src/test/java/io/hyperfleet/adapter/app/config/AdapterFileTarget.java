package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.vectors.VectorCase;
import io.hyperfleet.adapter.engine.vectors.VectorFamily;
import io.hyperfleet.adapter.engine.vectors.VectorFamily.Mismatch;
import io.hyperfleet.adapter.engine.vectors.VectorValues;
import io.hyperfleet.adapter.engine.vectors.YamlTarget;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recorded adapter files, read by the reader of adapter files. */
public final class AdapterFileTarget implements YamlTarget {

    @Override
    public String name() {
        return "adapter";
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        Problems problems = new Problems();
        Optional<SettingValues> settings = Yaml.readFile(
                        "vector.yaml", vector.in().path("yaml").asText(), problems)
                .map(document -> AdapterFile.read(document, problems, problems));
        if (problems.hasErrors()) {
            boolean asRecorded = !vector.wantedError().isEmpty()
                    && problems.errors().stream().allMatch(problem -> isRecorded(problem, vector.wantedError()));
            return asRecorded
                    ? Optional.empty()
                    : Optional.of(new Mismatch(
                            vector.want().toString(), problems.errors().toString()));
        }
        Map<String, String> wanted = new TreeMap<>();
        leaves("", values.decode(vector.want().path("value")), wanted);
        Map<String, String> got = new TreeMap<>();
        settings.ifPresent(given -> given(given, got));
        return VectorFamily.compare(wanted + vector.wantedError(), got.toString());
    }

    /** The names of the types that hold the blocks in the original say nothing of the file. */
    private static boolean isRecorded(Problem problem, String recorded) {
        if (!problem.code().equals("unknown-key")) {
            return recorded.contains(problem.originalText().replaceFirst("configloader\\.\\w+$", ""));
        }
        String key = problem.path().substring(problem.path().lastIndexOf('.') + 1);
        return recorded.contains("field " + key + " not found in type ");
    }

    private static void given(SettingValues settings, Map<String, String> leaves) {
        for (Setting setting : Setting.values()) {
            if (settings.has(setting)) {
                switch (setting.kind()) {
                    case TEXT -> leaf(setting.path(), settings.text(setting), leaves);
                    case FLAG -> leaf(setting.path(), settings.flag(setting), leaves);
                    case INTEGER -> leaf(setting.path(), (long) settings.integer(setting), leaves);
                    case FLOAT -> leaf(setting.path(), settings.decimal(setting), leaves);
                    case DURATION -> leaf(setting.path(), settings.duration(setting), leaves);
                }
            }
        }
        settings.headers().forEach((name, value) -> leaf(Setting.DEFAULT_HEADERS + "." + name, value, leaves));
    }

    private static void leaves(String path, @Nullable Object value, Map<String, String> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> leaves(path.isEmpty() ? key.toString() : path + "." + key, inner, leaves));
        } else {
            leaf(path, value, leaves);
        }
    }

    /** What is empty is not recorded. */
    private static void leaf(String path, @Nullable Object value, Map<String, String> leaves) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty() && !text.equals("false") && !text.equals("0")) {
            leaves.put(path, text);
        }
    }
}
