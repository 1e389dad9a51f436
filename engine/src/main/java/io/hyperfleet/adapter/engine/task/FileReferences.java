package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.document.Place;
import io.hyperfleet.adapter.engine.document.Problem;
import io.hyperfleet.adapter.engine.document.Problems;
import io.hyperfleet.adapter.engine.document.Source.Content;
import io.hyperfleet.adapter.engine.document.TypedValues;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.gotemplate.GoFormat;
import java.util.Optional;

/** Reads the files that a task file names. */
final class FileReferences {

    private final TaskReading reading;

    FileReferences(TaskReading reading) {
        this.reading = reading;
    }

    /** The text of the file; what is wrong with it is reported at the reference. */
    Optional<Content.Text> read(String path, Scalar reference) {
        return switch (reading.source().read(reference.text())) {
            case Content.Text text -> Optional.of(text);
            case Content.Refused(String reason) -> {
                add(LoadStage.FILE_REFERENCES, reference.place(), path, reason);
                yield Optional.empty();
            }
            case Content.Unreadable(String reason) -> {
                add(LoadStage.FILE_LOADING, reference.place(), path, reason);
                yield Optional.empty();
            }
        };
    }

    /** The content of a file that must be a YAML map or nothing. */
    Optional<Node> readMap(String path, Scalar reference) {
        Optional<Content.Text> content = read(path, reference);
        return content.flatMap(text -> map(path, text));
    }

    private Optional<Node> map(String path, Content.Text content) {
        String prefix = "failed to parse YAML file " + GoFormat.quote(content.resolved()) + ": ";
        try {
            Node node = Yaml.read(content.file(), content.text());
            Problems types = new Problems();
            if (node.isNull() || (TypedValues.object(node, types).isPresent() && !types.hasErrors())) {
                return Optional.of(node);
            }
            add(LoadStage.FILE_LOADING, node.place(), path, prefix + TypedValues.errorText(types.all()));
        } catch (YamlSyntaxException e) {
            add(LoadStage.FILE_LOADING, e.place(), path, prefix + e.getMessage());
        }
        return Optional.empty();
    }

    private void add(LoadStage stage, Place place, String path, String reason) {
        reading.problems().at(stage).add(Problem.error("file-reference", place, path, reason));
    }
}
