package io.hyperfleet.adapter.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.value.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkMergeTest {

    @Test
    void manifestsAreReplacedAsAWhole() throws Exception {
        ManifestWork merged = WorkMerge.merge(of(Works.work("w", 1)), of(Works.work("w", 2)));

        assertThat(merged.manifests()).isEqualTo(manifests(Works.work("w", 2)));
    }

    @Test
    void aWorkThatWantsNothingKeepsWhatIsStored() throws Exception {
        ManifestWork empty = of(Works.work(Works.metadata("w", 2), List.of()));

        assertThat(WorkMerge.merge(of(Works.work("w", 1)), empty).manifests()).isEqualTo(manifests(Works.work("w", 1)));
    }

    @Test
    void anOptionThatIsNoLongerWantedStays() throws Exception {
        Map<String, @Nullable Object> content =
                new LinkedHashMap<>(Works.work("w", 1).content());
        content.put("spec", Map.of("deleteOption", Map.of("propagationPolicy", "Orphan")));

        ManifestWork merged = WorkMerge.merge(of(new Resource(content)), of(Works.work("w", 2)));

        assertThat(merged.spec().get("deleteOption")).isEqualTo(Map.of("propagationPolicy", "Orphan"));
    }

    static List<?> manifests(Resource work) {
        return work.content().get("spec") instanceof Map<?, ?> spec
                        && spec.get("workload") instanceof Map<?, ?> workload
                        && workload.get("manifests") instanceof List<?> list
                ? list
                : List.of();
    }

    private static ManifestWork of(Resource resource) throws Shape.MismatchException {
        return ManifestWork.of(resource);
    }
}
