package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.expression.Scope;
import java.util.List;

/** A compiled payload: a tree whose leaves are constants, templates, expressions and field paths. */
public interface PayloadTemplate {

    /** What building came to. */
    sealed interface Built {

        /**
         * @param json the payload as compact JSON
         * @param notices what happened to single values, in order
         */
        record Payload(String json, List<Notice> notices) implements Built {}

        /**
         * @param reason without {@code failed to build payload '…': } in front
         */
        record Failed(String reason, List<Notice> notices) implements Built {}

        /**
         * The payload holds something that JSON cannot say, such as NaN.
         *
         * @param reason without {@code failed to marshal payload '…' to JSON: } in front
         */
        record NotJson(String reason, List<Notice> notices) implements Built {}
    }

    /** Something worth a log line: a value that fell back to its default or to null. */
    record Notice(boolean warning, String text) {}

    /**
     * @param templates what templates see: earlier payloads included
     * @param expressions what expressions and field paths see: no payloads
     */
    Built build(Scope templates, Scope expressions);
}
