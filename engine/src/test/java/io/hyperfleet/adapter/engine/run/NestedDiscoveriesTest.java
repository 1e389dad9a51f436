package io.hyperfleet.adapter.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.RunEvent.Nested;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedDiscoveriesTest {

    private static final String WORK = """
            apiVersion: work.open-cluster-management.io/v1
            kind: ManifestWork
            metadata: {name: mw}
            spec:
              workload:
                manifests:
                  - {apiVersion: v1, kind: Namespace, metadata: {name: space}}
                  - {apiVersion: v1, kind: ConfigMap, metadata: {name: old, namespace: space, labels: {part: log}}}
                  - apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: new
                      namespace: space
                      labels: {part: log}
                      annotations: {hyperfleet.io/generation: "9"}
            status:
              resourceStatus:
                manifests:
                  - {resourceMeta: {name: space}, statusFeedback: {values: [phase]}}
                  - {resourceMeta: {name: new, namespace: space}, conditions: [applied]}
            """;

    private static TaskRun run(String nested) {
        return new TaskRun(
                "resources:\n  - name: work\n    transport: {client: maestro, maestro: {target_cluster: c}}\n"
                        + "    manifest:\n" + WORK.indent(6)
                        + "    discovery: {by_name: mw}\n    nested_discoveries: [" + nested + "]\n");
    }

    @Test
    void objectsInsideAreFoundByNameAndByLabelsWithTheirStatus() {
        RunResult result = run("""
                {name: home, discovery: {by_name: space}},
                {name: book, discovery: {namespace: space, by_selectors: {label_selector: {part: log}}}}
                """).run();

        assertThat(result.failures()).isEmpty();
        assertThat(result.resources().get("home"))
                .isNotNull()
                .satisfies(home -> assertThat(home.content())
                        .containsEntry("statusFeedback", Map.of("values", java.util.List.of("phase"))));
        assertThat(result.resources().get("book")).isNotNull().satisfies(book -> {
            assertThat(book.name()).isEqualTo("new");
            assertThat(book.content()).containsKey("conditions");
        });
    }

    @Test
    void whatIsNotThereIsNoFailure() {
        TaskRun run = run("{name: ghost, discovery: {by_name: ghost}}");

        assertThat(run.run().failures()).isEmpty();
        assertThat(run.events(Nested.NestedNotFound.class)).hasSize(1);
    }

    @Test
    void aDiscoveryThatCannotBeRenderedIsLeftOut() {
        TaskRun run = run("{name: ghost, discovery: {by_name: \"{{ .event.none }}\"}}");

        assertThat(run.run().failures()).isEmpty();
        assertThat(run.events(Nested.NestedUnrendered.class)).hasSize(1);
    }
}
