package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.KeyReader;
import io.hyperfleet.adapter.engine.document.Node.Scalar;
import io.hyperfleet.adapter.engine.task.TaskFile.Call;
import io.hyperfleet.adapter.engine.task.TaskFile.Header;
import io.hyperfleet.adapter.engine.task.TaskFile.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the two things that stand in several parts of a task file: calls of the API, and log messages. */
final class CallReader {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final StructureRules rules;

    CallReader(TaskReading reading) {
        rules = reading.rules();
    }

    /** The {@code api_call} of a part, if it has one. */
    Optional<Call> call(KeyReader part) {
        return part.object("api_call", "configloader.APICall").map(this::read);
    }

    /** The {@code log} of a part, if it has one. */
    Optional<Log> log(KeyReader part) {
        return part.object("log", "configloader.LogAction").map(keys -> {
            Log log = new Log(keys.requiredText("message"), keys.text("level"));
            keys.finish();
            return log;
        });
    }

    private Call read(KeyReader keys) {
        Scalar method = keys.requiredText("method");
        Scalar url = keys.requiredText("url");
        rules.oneOf(method, keys.pathOf("method"), METHODS);
        rules.required(url, keys.pathOf("url"));
        Call call = new Call(
                keys.path(),
                keys.place(),
                method,
                url,
                headers(keys),
                keys.text("body"),
                keys.text("timeout"),
                keys.integer("retry_attempts"),
                keys.text("retry_backoff"));
        keys.finish();
        return call;
    }

    private static List<Header> headers(KeyReader call) {
        List<Header> headers = new ArrayList<>();
        for (KeyReader keys : call.objects("headers", "configloader.Header")) {
            headers.add(new Header(keys.requiredText("name"), keys.requiredText("value")));
            keys.finish();
        }
        return headers;
    }
}
