package io.hyperfleet.adapter.engine.vectors;

import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.task.ManifestTemplate;
import io.hyperfleet.adapter.engine.task.ManifestTemplate.Rendered;
import io.hyperfleet.adapter.engine.task.TaskTexts;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Manifests, written as a map or as a text: the object they are rendered to, as JSON. */
public final class ManifestFamily implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of("manifest");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        StringBuilder params = new StringBuilder("params:\n");
        values.map(vector.in().path("params"))
                .keySet()
                .forEach(name -> params.append("  - {name: ").append(name).append(", source: event.id}\n"));
        String task = params + "resources:\n  - name: thing\n    discovery: {by_name: x}\n"
                + vector.in().get("yaml").asText().indent(4);
        ManifestTemplate manifest;
        try {
            manifest = TaskTexts.compile(task, Map.of()).resources().getFirst().manifest();
        } catch (TaskTexts.Refused refused) {
            return vector.wantedError().isEmpty()
                    ? Optional.of(new Mismatch(vector.want().toString(), refused.getMessage()))
                    : Optional.empty();
        }
        String got = switch (manifest.render(Scope.of(values.map(vector.in().path("params"))))) {
            case Rendered.Manifest(Resource resource) -> String.valueOf(JsonEncoder.encode(resource.content()));
            case Rendered.Failed(String reason) -> stable(reason);
        };
        String wanted = vector.wantedError().isEmpty()
                ? String.valueOf(
                        new JsonEncoder.Encoded.Text(vector.want().path("json").asText()))
                : stable(vector.wantedError());
        return VectorFamily.compare(wanted, got);
    }

    /** Places within a rendered text and the words of the YAML parser are nobody's contract. */
    private static String stable(String error) {
        return error.replaceAll("template:\\d+(:\\d+)?:", "template:<place>:").replaceAll("(?s)yaml: .*", "<yaml>");
    }
}
