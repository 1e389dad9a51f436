package io.hyperfleet.adapter.engine.task;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Node.Mapping;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.task.ValueTree.Building;
import io.hyperfleet.adapter.engine.task.ValueTree.BuildingFailed;
import io.hyperfleet.adapter.engine.task.ValueTree.Constant;
import io.hyperfleet.adapter.engine.value.JsonEncoder;

/** A payload as a tree of computed values. */
record PayloadTree(ValueTree tree) implements PayloadTemplate {

    /** An object is built; any other payload is sent as it stands in the file, templates in it unrendered. */
    static PayloadTree compile(Node build, TextCompiler texts) {
        return new PayloadTree(
                build instanceof Mapping mapping
                        ? new ValueTreeCompiler(texts, true).compileObject(mapping)
                        : new Constant(build.value()));
    }

    @Override
    public Built build(Scope templates, Scope expressions) {
        Building building = new Building(templates, expressions);
        Object value;
        try {
            value = building.build(tree);
        } catch (BuildingFailed failed) {
            return new Built.Failed(String.valueOf(failed.getMessage()), building.notices());
        }
        return switch (JsonEncoder.encode(value)) {
            case JsonEncoder.Encoded.Text(String json) -> new Built.Payload(json, building.notices());
            case JsonEncoder.Encoded.Unsupported(String reason) -> new Built.NotJson(reason, building.notices());
        };
    }
}
