package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.task.TaskFile.Call;
import io.hyperfleet.adapter.engine.task.TaskFile.Payload;
import io.hyperfleet.adapter.engine.task.TaskFile.PostAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code post}. */
final class PostReader {

    private final Dialect dialect;
    private final StructureRules rules;
    private final CallReader calls;
    private final FileReferences files;

    PostReader(TaskReading reading) {
        dialect = reading.dialect();
        rules = reading.rules();
        calls = new CallReader(reading);
        files = new FileReferences(reading);
    }

    List<Payload> payloads(KeyReader post) {
        List<Payload> payloads = new ArrayList<>();
        for (KeyReader keys : post.objects("payloads", "configloader.Payload")) {
            payloads.add(payload(keys));
            keys.finish();
        }
        return payloads;
    }

    List<PostAction> actions(KeyReader post) {
        List<PostAction> actions = new ArrayList<>();
        for (KeyReader keys : post.objects("post_actions", "configloader.PostAction")) {
            actions.add(action(keys));
            keys.finish();
        }
        return actions;
    }

    private Payload payload(KeyReader keys) {
        Node build = keys.any("build");
        Scalar reference = keys.text("build_ref");
        boolean hasReference = reference != null && !reference.text().isEmpty();
        rules.exactlyOne(keys, "build", build != null, "build_ref", hasReference);
        Scalar when = when(keys);
        Scalar name = keys.requiredText("name");
        rules.required(name, keys.pathOf("name"));
        Optional<Node> content = build == null && reference != null && hasReference
                ? files.readMap(keys.pathOf("build_ref"), reference)
                : Optional.ofNullable(build);
        return new Payload(
                keys.path(), name, when, content.orElseGet(keys::absentText), build == null ? reference : null);
    }

    private PostAction action(KeyReader keys) {
        Call call = calls.call(keys).orElse(null);
        Scalar name = keys.requiredText("name");
        rules.stepName(name, keys.pathOf("name"), dialect);
        return new PostAction(keys.path(), name, when(keys), calls.log(keys).orElse(null), call);
    }

    /** The oldest dialect has no such key and passes over it. */
    private @Nullable Scalar when(KeyReader parent) {
        if (dialect == Dialect.ENVELOPE) {
            return null;
        }
        return parent.object("when", "configloader.WhenCondition")
                .map(keys -> {
                    Scalar expression = keys.requiredText("expression");
                    rules.required(expression, keys.pathOf("expression"));
                    keys.finish();
                    return expression;
                })
                .orElse(null);
    }
}
