package io.hyperfleet.adapter.engine.task;

import static java.util.stream.Collectors.toMap;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Suggestions;
import io.hyperfleet.adapter.engine.task.TaskFile.Param;
import io.hyperfleet.adapter.engine.task.TaskFile.Source;
import io.hyperfleet.adapter.engine.value.Conversion;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Warns of params that nothing uses, and of sources and defaults that hardly give what is meant. */
final class ParamWarnings {

    private static final List<String> TYPES = List.of("string", "int", "int64", "float", "float64", "bool");

    /** What the data of an event holds. */
    private static final List<String> EVENT_FIELDS = List.of("id", "kind", "href", "generation", "owner_references");

    private final TaskFile task;
    private final NameUses uses;
    private final Warner warner;

    ParamWarnings(TaskFile task, NameUses uses, Warner warner) {
        this.task = task;
        this.uses = uses;
        this.warner = warner;
    }

    void warn() {
        task.params().forEach(this::addUsesOfSource);
        warner.ofDuplicates(
                task.params().stream()
                        .collect(toMap(
                                param -> param.path() + ".name",
                                Param::name,
                                (first, second) -> first,
                                LinkedHashMap::new)),
                "param",
                "this one replaces its value whenever it finds one itself");
        Set<String> earlier = new LinkedHashSet<>();
        for (Param param : task.params()) {
            if (!earlier.contains(param.name().text())) {
                warnIfUnused(param);
            }
            warner.unlessAllowed(param.type(), param.path() + ".type", TYPES);
            warnOfDefault(param);
            if (param.source() instanceof Source.Text(Scalar text)) {
                warnOfSource(text, param, task.dialect() == Dialect.ENVELOPE ? Set.of() : earlier);
            }
            earlier.add(param.name().text());
        }
    }

    /** A param may be made of another one. */
    private void addUsesOfSource(Param param) {
        if (param.source() instanceof Source.Text(Scalar text)) {
            uses.add(firstOf(text.text()));
        }
    }

    private void warnIfUnused(Param param) {
        Scalar name = param.name();
        if (!name.text().isEmpty() && uses.isUnused(name.text()) && !param.required()) {
            warner.warn(
                    "unused-param",
                    name,
                    param.path() + ".name",
                    "nothing uses param " + GoFormat.quote(name.text()),
                    "remove it, or make it required if the event shall fail without it");
        }
    }

    private void warnOfDefault(Param param) {
        Scalar type = param.type();
        Node value = param.defaultValue();
        boolean converted = param.source() instanceof Source.Text || param.source() instanceof Source.File;
        if (type != null
                && value != null
                && converted
                && TYPES.contains(type.text())
                && Conversion.convert(value.value(), type.text())
                        instanceof Conversion.Converted.Impossible(String reason)) {
            warner.warn(
                    "wrong-type",
                    value,
                    param.path() + ".default",
                    "the default is no " + type.text() + ": " + reason,
                    "as it is, it stays what is written");
        }
    }

    /** A text that names nothing known is a path into the data of the event, which has few members. */
    private void warnOfSource(Scalar source, Param param, Set<String> earlier) {
        String path = param.path() + ".source";
        String first = firstOf(source.text());
        if (first.equals("event") && source.text().contains(".")) {
            warnOfEventField(source, path);
            return;
        }
        List<String> roots = new ArrayList<>(List.of("event", "env"));
        if (task.dialect() != Dialect.ENVELOPE) {
            roots.add("config");
        }
        if (roots.contains(first) || earlier.contains(first) || EVENT_FIELDS.contains(first)) {
            return;
        }
        Optional<Param> later = task.params().stream()
                .filter(other ->
                        other.name().text().equals(first) && !other.path().equals(param.path()))
                .findFirst();
        String taken = GoFormat.quote(source.text()) + " is taken for a member of the event";
        if (later.isPresent()) {
            warner.warn(
                    "used-before-defined",
                    source,
                    path,
                    taken + ", because param " + GoFormat.quote(first) + " comes later",
                    "it is defined in line " + later.get().name().place().line());
        } else {
            roots.addAll(earlier);
            Suggestions.didYouMean(first, roots)
                    .ifPresent(hint -> warner.warn("undefined-variable", source.placeAt(1, 1), path, taken, hint));
        }
    }

    private void warnOfEventField(Scalar source, String path) {
        String field = firstOf(source.text().substring("event.".length()));
        if (!EVENT_FIELDS.contains(field)) {
            Suggestions.didYouMean(field, EVENT_FIELDS)
                    .ifPresent(hint -> warner.warn(
                            "undefined-variable",
                            source.placeAt(1, "event.".length() + 1),
                            path,
                            "events do not have " + GoFormat.quote(field),
                            hint));
        }
    }

    private static String firstOf(String path) {
        return path.split("\\.", 2)[0];
    }
}
