package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.KeyReader.Strictness;
import io.hyperfleet.adapter.engine.document.Node;
import java.util.List;
import java.util.Optional;

/**
 * Reads a task file in the flat dialect: {@code params}, {@code preconditions}, {@code resources} and {@code post} at the
 * top. The parts are read, and so checked, in the order in which the original program checks them.
 */
final class TaskReader {

    private final TaskReading reading;

    TaskReader(TaskReading reading) {
        this.reading = reading;
    }

    /** The task as far as it can be understood; what is wrong is among the problems of the reading. */
    TaskFile read(String file, Node document) {
        Optional<KeyReader> top =
                KeyReader.of(document, "", "configloader.AdapterTaskConfig", reading.parsing(), Strictness.STRICT);
        if (top.isEmpty()) {
            return new TaskFile(file, List.of(), List.of(), List.of(), List.of(), List.of());
        }
        KeyReader keys = top.get();
        List<KeyReader> params = keys.objects("params", "configloader.Parameter");
        List<KeyReader> preconditions = keys.objects("preconditions", "configloader.Precondition");
        List<KeyReader> resources = keys.objects("resources", "configloader.Resource");
        Optional<KeyReader> post = keys.object("post", "configloader.PostConfig");
        keys.finish();

        PostReader postReader = new PostReader(reading);
        List<TaskFile.Payload> payloads = post.map(postReader::payloads).orElse(List.of());
        List<TaskFile.PostAction> postActions = post.map(postReader::actions).orElse(List.of());
        post.ifPresent(KeyReader::finish);
        return new TaskFile(
                file,
                new ParamReader(reading).read(params),
                new PreconditionReader(reading).read(preconditions),
                new ResourceReader(reading).read(resources),
                payloads,
                postActions);
    }
}
