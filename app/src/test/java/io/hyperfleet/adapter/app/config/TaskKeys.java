package io.hyperfleet.adapter.app.config;

import java.util.List;

/** Every key of a task file, for the schema and the documentation; a test holds it against the reader. */
final class TaskKeys {

    /** What a key's value is. */
    sealed interface Type {

        record Text() implements Type {}

        record Choice(List<String> values) implements Type {}

        record Flag() implements Type {}

        record Whole() implements Type {}

        /** Anything. */
        record Free() implements Type {}

        /** A map of texts. */
        record Texts() implements Type {}

        record Block(List<Key> keys) implements Type {}

        record Items(Block item) implements Type {}

        /** A text or a block. */
        record TextOr(Block block) implements Type {}
    }

    record Key(String name, Type type, boolean required, String since, String description) {}

    private static final Type TEXT = new Type.Text();
    private static final Type FLAG = new Type.Flag();
    private static final Type WHOLE = new Type.Whole();
    private static final Type FREE = new Type.Free();

    private static final Type.Block WHEN =
            block(required("expression", TEXT, "0.3", "CEL; anything but true means no"));

    private static final Type.Block LOG = block(
            required("message", TEXT, "0.1", "template"),
            optional("level", choice("debug", "info", "warning", "warn", "error"), "0.1", "level of the entry (info)"));

    private static final Type.Block CALL = block(
            required("method", choice("GET", "POST", "PUT", "PATCH", "DELETE"), "0.1", "method of the request"),
            required(
                    "url",
                    TEXT,
                    "0.1",
                    "template; a path is one of the HyperFleet API, and without /api in front it is one of its version"),
            optional("timeout", TEXT, "0.1", "of one attempt, for example 10s (as the client)"),
            optional("retry_attempts", WHOLE, "0.1", "attempts in all (as the client)"),
            optional(
                    "retry_backoff",
                    choice("exponential", "linear", "constant"),
                    "0.1",
                    "how waits between attempts grow (as the client)"),
            optional("body", TEXT, "0.1", "template"),
            optional(
                    "headers",
                    items(
                            required("name", TEXT, "0.1", "name of the header"),
                            required("value", TEXT, "0.1", "template")),
                    "0.1",
                    "headers of the request"));

    private static final Type.Block DISCOVERY = block(
            optional("namespace", TEXT, "0.1", "template; \"*\" for all, none for objects of the whole cluster"),
            optional("by_name", TEXT, "0.1", "template; this or by_selectors"),
            optional(
                    "by_selectors",
                    block(required("label_selector", new Type.Texts(), "0.1", "labels; the values are templates")),
                    "0.1",
                    "finds the newest generation among the objects with these labels"));

    static final Type.Block TASK = block(
            optional(
                    "params",
                    items(
                            required("name", TEXT, "0.1", "what templates and expressions call it"),
                            required(
                                    "source",
                                    new Type.TextOr(block(
                                            optional("api_call", CALL, "0.3", "the answer of a request"),
                                            optional("expression", TEXT, "0.3", "CEL"),
                                            optional(
                                                    "file",
                                                    block(
                                                            required("path", TEXT, "0.3", "absolute path"),
                                                            optional(
                                                                    "trim",
                                                                    FLAG,
                                                                    "0.3",
                                                                    "without blanks at both ends (true)")),
                                                    "0.3",
                                                    "the content of a file, read for every event"))),
                                    "0.1",
                                    "event.<path>, env.<NAME>, config.<path>, <param>.<path>, or one of the three blocks"),
                            optional(
                                    "type",
                                    choice("string", "int", "int64", "float", "float64", "bool"),
                                    "0.1",
                                    "what the value is converted to (as it comes)"),
                            optional("description", TEXT, "0.1", "for people"),
                            optional("required", FLAG, "0.1", "whether the event fails without it (false)"),
                            optional("default", FREE, "0.1", "value where there is none")),
                    "0.1",
                    "what is known before anything is decided, in this order"),
            optional(
                    "preconditions",
                    items(
                            required("name", TEXT, "0.1", "lower-case letter first, then letters, digits, underscores"),
                            optional("expression", TEXT, "0.1", "CEL; met when true"),
                            optional(
                                    "conditions",
                                    items(
                                            required("field", TEXT, "0.1", "path, or JSONPath in braces"),
                                            required(
                                                    "operator",
                                                    choice(
                                                            "equals",
                                                            "notEquals",
                                                            "in",
                                                            "notIn",
                                                            "contains",
                                                            "greaterThan",
                                                            "lessThan",
                                                            "exists"),
                                                    "0.1",
                                                    "how to compare"),
                                            optional(
                                                    "value",
                                                    FREE,
                                                    "0.1",
                                                    "what to compare with; a list for in and notIn"),
                                            optional("values", FREE, "0.1", "the same as value")),
                                    "0.1",
                                    "all must hold"),
                            optional("api_call", CALL, "0.1", "deprecated: use a param with source.api_call"),
                            optional(
                                    "capture",
                                    items(
                                            required("name", TEXT, "0.1", "what templates and expressions call it"),
                                            optional("field", TEXT, "0.1", "path into the answer; this or expression"),
                                            optional("expression", TEXT, "0.1", "CEL on the answer"),
                                            optional("default", FREE, "0.3", "value where the field is missing")),
                                    "0.1",
                                    "values taken from the answer of the call"),
                            optional("log", LOG, "0.1", "a log entry")),
                    "0.1",
                    "when one is not met, the resources are left alone"),
            optional(
                    "resources",
                    items(
                            required("name", TEXT, "0.1", "what expressions call it under resources"),
                            optional(
                                    "transport",
                                    block(
                                            required(
                                                    "client",
                                                    choice("kubernetes", "maestro"),
                                                    "0.1",
                                                    "kind of cluster"),
                                            optional(
                                                    "maestro",
                                                    block(required(
                                                            "target_cluster", TEXT, "0.1", "template; the consumer")),
                                                    "0.1",
                                                    "required by the client maestro"),
                                            optional(
                                                    "kubernetes",
                                                    block(
                                                            optional(
                                                                    "server_side_apply",
                                                                    FLAG,
                                                                    "ours",
                                                                    "apply by server-side apply (false)"),
                                                            optional(
                                                                    "repair_drift",
                                                                    FLAG,
                                                                    "ours",
                                                                    "undo changes by others (false)")),
                                                    "ours",
                                                    "options of the client kubernetes")),
                                    "0.1",
                                    "where it lives (kubernetes)"),
                            optional(
                                    "manifest",
                                    FREE,
                                    "0.1",
                                    "map whose texts are templates, text that is one template, or {ref: <file>}"),
                            required("discovery", DISCOVERY, "0.1", "how the object is found again"),
                            optional(
                                    "nested_discoveries",
                                    items(
                                            required("name", TEXT, "0.1", "what expressions call it under resources"),
                                            required("discovery", DISCOVERY, "0.1", "how it is found")),
                                    "0.1",
                                    "objects inside the object, such as the manifests of a ManifestWork"),
                            optional("recreate_on_change", FLAG, "0.1", "delete and create instead of update (false)"),
                            optional(
                                    "lifecycle",
                                    block(
                                            optional(
                                                    "create",
                                                    block(required("when", WHEN, "0.3", "when to create it")),
                                                    "0.3",
                                                    "limits creation"),
                                            optional(
                                                    "delete",
                                                    block(
                                                            required("when", WHEN, "0.3", "when to delete it"),
                                                            optional(
                                                                    "propagationPolicy",
                                                                    choice("Background", "Foreground", "Orphan"),
                                                                    "0.3",
                                                                    "what becomes of its dependents (Background)")),
                                                    "0.3",
                                                    "allows deletion")),
                                    "0.3",
                                    "when it comes and goes")),
                    "0.1",
                    "objects to be applied, in this order"),
            optional(
                    "post",
                    block(
                            optional(
                                    "payloads",
                                    items(
                                            required("name", TEXT, "0.1", "what templates call it"),
                                            optional("when", WHEN, "0.3", "whether it is built"),
                                            optional("build", FREE, "0.1", "its content; this or build_ref"),
                                            optional("build_ref", TEXT, "0.1", "file with its content")),
                                    "0.1",
                                    "JSON texts, in this order"),
                            optional(
                                    "post_actions",
                                    items(
                                            required("name", TEXT, "0.1", "what log and trace call it"),
                                            optional("when", WHEN, "0.3", "whether it is carried out"),
                                            optional("api_call", CALL, "0.1", "a request"),
                                            optional("log", LOG, "0.1", "a log entry")),
                                    "0.1",
                                    "what is told to others, in this order")),
                    "0.1",
                    "what happens in the end, also when nothing was to be done"));

    private TaskKeys() {}

    private static Type.Block block(Key... keys) {
        return new Type.Block(List.of(keys));
    }

    private static Type.Items items(Key... keys) {
        return new Type.Items(block(keys));
    }

    private static Type choice(String... values) {
        return new Type.Choice(List.of(values));
    }

    private static Key required(String name, Type type, String since, String description) {
        return new Key(name, type, true, since, description);
    }

    private static Key optional(String name, Type type, String since, String description) {
        return new Key(name, type, false, since, description);
    }
}
