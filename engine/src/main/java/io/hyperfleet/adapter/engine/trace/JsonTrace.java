package io.hyperfleet.adapter.engine.trace;

import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.RunResult.PostActionResult;
import io.hyperfleet.adapter.engine.run.RunResult.PreconditionResult;
import io.hyperfleet.adapter.engine.run.RunResult.ResourceResult;
import io.hyperfleet.adapter.engine.run.StepStatus;
import io.hyperfleet.adapter.engine.trace.RunTrace.ApiExchange;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prints a trace for programs: one JSON object whose keys stand in a fixed order; empty ones are left out. */
public final class JsonTrace {

    private JsonTrace() {}

    /** What printing came to. */
    public sealed interface Printed {

        /** With a line end at its end. */
        record Text(String json) implements Printed {}

        /** Some value is none that JSON can say, for example NaN. */
        record Impossible(String reason) implements Printed {}
    }

    /**
     * @param verbose whether to show the bodies of requests and answers
     */
    public static Printed print(RunTrace trace, boolean verbose) {
        try {
            String json = JsonText.laidOut(object(trace, verbose).text(), "");
            return new Printed.Text(json + "\n");
        } catch (NotJson e) {
            return new Printed.Impossible(e.reason);
        }
    }

    private static JsonObject object(RunTrace trace, boolean verbose) throws NotJson {
        var result = trace.result();
        JsonObject event = new JsonObject()
                .text("id", trace.event().id())
                .text("type", trace.event().type());
        return new JsonObject()
                .object("event", event)
                .text("status", (result.failed() ? StepStatus.FAILED : StepStatus.SUCCESS).text())
                .map("params", ShownParams.of(trace))
                .list("preconditions", result.preconditionResults(), JsonTrace::precondition)
                .list("resources", result.resourceResults(), JsonTrace::resource)
                .map("discoveredResources", discovered(result.resources()))
                .list("postActions", result.postActionResults(), JsonTrace::postAction)
                .map("errors", errors(result.failures()))
                .list("apiRequests", trace.requests(), request -> request(request, verbose))
                .list("transportOperations", trace.operations(), JsonTrace::operation);
    }

    private static JsonObject precondition(PreconditionResult step) {
        return new JsonObject()
                .textIfAny("error", step.error())
                .text("name", step.name())
                .text("status", step.status().text())
                .bool("matched", step.matched());
    }

    private static JsonObject resource(ResourceResult step) throws NotJson {
        Operation operation = step.operation();
        Resource before = step.beforeDelete();
        return new JsonObject()
                .map("discoveredState", before == null ? Map.of() : before.content())
                .text("name", step.name())
                .text("kind", step.kind())
                .textIfAny("namespace", step.namespace())
                .textIfAny("resourceName", step.objectName())
                .text("status", step.status().text())
                .text("operation", operation == null ? "" : operation.text())
                .textIfAny("reason", step.reason())
                .textIfAny("error", step.error());
    }

    private static JsonObject postAction(PostActionResult step) {
        JsonObject action = new JsonObject()
                .textIfAny("error", step.error())
                .text("name", step.name())
                .text("status", step.status().text());
        return step.status() == StepStatus.SKIPPED ? action.bool("skipped", true) : action;
    }

    private static JsonObject request(ApiExchange request, boolean verbose) {
        return new JsonObject()
                .textIfAny("requestBody", verbose ? request.requestBody() : "")
                .textIfAny("responseBody", verbose ? request.responseBody() : "")
                .text("method", request.method())
                .text("url", request.url())
                .number("statusCode", request.status());
    }

    private static JsonObject operation(RunTrace.Operation operation) {
        return new JsonObject()
                .text("operation", operation.name())
                .text("kind", operation.kind())
                .textIfAny("namespace", operation.namespace())
                .text("name", operation.objectName())
                .textIfAny("result", operation.result());
    }

    private static Map<String, @Nullable Object> discovered(Map<String, @Nullable Resource> resources) {
        Map<String, @Nullable Object> present = new TreeMap<>();
        resources.forEach((name, object) -> {
            if (object != null) {
                present.put(name, object.content());
            }
        });
        return present;
    }

    private static Map<String, @Nullable Object> errors(List<Failure> failures) {
        Map<String, @Nullable Object> errors = new TreeMap<>();
        failures.forEach(failure -> errors.put(failure.phase().text(), failure.message()));
        return errors;
    }

    /** An object whose keys keep the order in which they are added. */
    private static final class JsonObject {

        private final StringBuilder members = new StringBuilder();

        String text() {
            return "{" + members + "}";
        }

        JsonObject object(String key, JsonObject value) {
            return add(key, value.text());
        }

        JsonObject text(String key, String value) {
            return add(key, quoted(value));
        }

        JsonObject textIfAny(String key, @Nullable String value) {
            return value == null || value.isEmpty() ? this : text(key, value);
        }

        JsonObject bool(String key, boolean value) {
            return add(key, Boolean.toString(value));
        }

        JsonObject number(String key, int value) {
            return add(key, Integer.toString(value));
        }

        JsonObject map(String key, Map<String, @Nullable Object> value) throws NotJson {
            if (value.isEmpty()) {
                return this;
            }
            return switch (JsonEncoder.encode(value)) {
                case JsonEncoder.Encoded.Text(String json) -> add(key, json);
                case JsonEncoder.Encoded.Unsupported(String reason) -> throw new NotJson(reason);
            };
        }

        <T> JsonObject list(String key, List<T> items, ItemPrinter<T> printer) throws NotJson {
            if (items.isEmpty()) {
                return this;
            }
            StringBuilder list = new StringBuilder();
            for (T item : items) {
                list.append(list.isEmpty() ? "" : ",")
                        .append(printer.print(item).text());
            }
            return add(key, "[" + list + "]");
        }

        private JsonObject add(String key, String json) {
            members.append(members.isEmpty() ? "" : ",")
                    .append(quoted(key))
                    .append(':')
                    .append(json);
            return this;
        }

        private static String quoted(String text) {
            return JsonText.of(text).orElseThrow();
        }
    }

    private interface ItemPrinter<T> {

        JsonObject print(T item) throws NotJson;
    }

    private static final class NotJson extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        NotJson(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
