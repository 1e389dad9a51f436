package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Envelope;
import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Reads a task file of any dialect: {@code params}, {@code preconditions}, {@code resources} and {@code post} at the top, or
 * under {@code spec} in an envelope.
 */
final class TaskReader {

    private static final String KIND = "AdapterTaskConfig";

    /** The kind of a file that holds both configurations. */
    private static final String COMBINED_KIND = "AdapterConfig";

    private static final List<String> PARTS = List.of("params", "preconditions", "resources", "post");

    private final TaskReading reading;

    TaskReader(TaskReading reading) {
        this.reading = reading;
    }

    /** The task as far as it can be understood; what is wrong is among the problems of the reading. */
    TaskFile read(String file, Node document) {
        return switch (reading.dialect()) {
            case FLAT -> read(file, Optional.of(document), false);
            case FLAT_0_2 -> {
                reading.parsing().add(deprecation(document));
                yield read(file, Optional.of(document), false);
            }
            case ENVELOPE -> {
                reading.parsing().add(Envelope.deprecation(document));
                List<String> kinds = holdsTask(document) ? List.of(KIND, COMBINED_KIND) : List.of(KIND);
                Envelope envelope = Envelope.read(
                        document, kinds, reading.parsing(), reading.problems().at(LoadStage.STRUCTURE));
                yield read(file, envelope.spec(), envelope.kind().text().equals(COMBINED_KIND));
            }
        };
    }

    /**
     * @param combined whether keys of the adapter configuration may stand beside those of the task
     */
    private TaskFile read(String file, Optional<Node> document, boolean combined) {
        Dialect dialect = reading.dialect();
        Optional<KeyReader> top = document.flatMap(node -> KeyReader.of(
                node,
                dialect == Dialect.ENVELOPE ? "spec" : "",
                "configloader.AdapterTaskConfig",
                reading.parsing(),
                dialect.strictness(),
                dialect.keyStyle()));
        if (top.isEmpty()) {
            return new TaskFile(file, dialect, List.of(), List.of(), List.of(), List.of(), List.of());
        }
        KeyReader keys = top.get();
        List<KeyReader> params = keys.objects("params", "configloader.Parameter");
        List<KeyReader> preconditions = keys.objects("preconditions", "configloader.Precondition");
        List<KeyReader> resources = keys.objects("resources", "configloader.Resource");
        Optional<KeyReader> post = keys.object("post", "configloader.PostConfig");
        if (!combined) {
            keys.finish();
        }
        PostReader postReader = new PostReader(reading);
        List<TaskFile.Payload> payloads = post.map(postReader::payloads).orElse(List.of());
        List<TaskFile.PostAction> postActions = post.map(postReader::actions).orElse(List.of());
        post.ifPresent(KeyReader::finish);
        return new TaskFile(
                file,
                dialect,
                new ParamReader(reading).read(params),
                new PreconditionReader(reading).read(preconditions),
                new ResourceReader(reading).read(resources),
                payloads,
                postActions);
    }

    private static boolean holdsTask(Node document) {
        return document instanceof Node.Mapping frame
                && frame.find("spec").orElse(null) instanceof Node.Mapping spec
                && PARTS.stream().anyMatch(part -> spec.find(part).isPresent());
    }

    private static Problem deprecation(Node document) {
        return Problem.warning(
                        "old-dialect",
                        document.place(),
                        "",
                        "DEPRECATED: this is a task in the form of v0.2: preconditions call the API themselves")
                .withHint(
                        "to renew it, move each api_call to a param with source.api_call, and give steps names without"
                                + " hyphens");
    }
}
