package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.expression.Scope;
import io.hyperfleet.adapter.engine.task.ManifestTemplate;
import io.hyperfleet.adapter.engine.task.ManifestTemplate.Rendered;
import io.hyperfleet.adapter.engine.task.TaskTexts;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.engine.value.ResourceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kind that a manifest is looked for by. The original takes it from the first line that looks like it, unrendered.
 * Here it is the rendered one, so that a manifest is looked for as what it will be.
 */
public final class ManifestKindFamily implements VectorFamily {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{-?\\s*\\.(\\w+)\\s*-?}}");

    @Override
    public Set<String> kinds() {
        return Set.of("gvk");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        String yaml = vector.in().get("yaml").asText();
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("\\.(\\w+)").matcher(yaml);
        while (matcher.find()) {
            variables.put(matcher.group(1), matcher.group(1));
        }
        ResourceKind got;
        Optional<ResourceKind> applied = Optional.empty();
        try {
            ManifestTemplate manifest = TaskTexts.compileUnchecked(
                            "resources:\n  - name: thing\n    discovery: {by_name: x}\n" + yaml.indent(4))
                    .resources()
                    .getFirst()
                    .manifest();
            got = manifest.kind(Scope.of(variables));
            if (manifest.render(Scope.of(variables)) instanceof Rendered.Manifest(Resource resource)) {
                applied = Optional.of(ResourceKind.known(
                        resource.apiVersion(), resource.kind().kind()));
            }
        } catch (TaskTexts.Refused refused) {
            got = ResourceKind.UNKNOWN;
        }
        boolean asRendered = applied.equals(Optional.of(got));
        JsonNode want = vector.want();
        String wanted = rendered(want.path("group").asText()) + "/"
                + rendered(want.path("version").asText()) + " "
                + rendered(want.path("kind").asText());
        return asRendered
                ? Optional.empty()
                : VectorFamily.compare(wanted, got.group() + "/" + got.version() + " " + got.kind());
    }

    private static String rendered(String text) {
        return VARIABLE.matcher(text).replaceAll("$1");
    }
}
