package io.hyperfleet.adapter.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.run.TaskRun;
import org.junit.jupiter.api.Test;

class JsonTraceTest {

    private static JsonTrace.Printed print(TaskRun run) {
        TraceRecorder recorder = new TraceRecorder();
        RunResult result = run.run(recorder);
        return JsonTrace.print(recorder.trace(run.event(), result), true);
    }

    @Test
    void keysStandInAFixedOrderAndEmptyOnesAreLeftOut() {
        TaskRun run = new TaskRun("""
                resources:
                  - name: box
                    manifest: {apiVersion: v1, kind: ConfigMap, metadata: {name: box}}
                    discovery: {by_name: box}
                    lifecycle: {delete: {when: {expression: "true"}}}
                post: {post_actions: [{name: send, api_call: {method: PUT, url: /report, body: "<x>"}}]}
                """).existing("{apiVersion: v1, kind: ConfigMap, metadata: {name: box}}");

        assertThat(print(run)).isEqualTo(new JsonTrace.Printed.Text("""
                {
                  "event": {
                    "id": "e1",
                    "type": "test.changed"
                  },
                  "status": "success",
                  "params": {
                    "adapter": {
                      "name": "tester",
                      "version": "1.0.0"
                    },
                    "config": {
                      "adapter": {
                        "name": "tester"
                      }
                    },
                    "env": {},
                    "event": {
                      "generation": 3,
                      "id": "c1",
                      "kind": "Cluster"
                    }
                  },
                  "resources": [
                    {
                      "discoveredState": {
                        "apiVersion": "v1",
                        "kind": "ConfigMap",
                        "metadata": {
                          "name": "box"
                        }
                      },
                      "name": "box",
                      "kind": "ConfigMap",
                      "resourceName": "box",
                      "status": "success",
                      "operation": "delete",
                      "reason": "lifecycle.delete.when evaluated to true"
                    }
                  ],
                  "postActions": [
                    {
                      "name": "send",
                      "status": "success"
                    }
                  ],
                  "apiRequests": [
                    {
                      "requestBody": "\\u003cx\\u003e",
                      "responseBody": "{}",
                      "method": "PUT",
                      "url": "/report",
                      "statusCode": 200
                    }
                  ],
                  "transportOperations": [
                    {
                      "operation": "get",
                      "kind": "ConfigMap",
                      "name": "box"
                    },
                    {
                      "operation": "get",
                      "kind": "ConfigMap",
                      "name": "box"
                    },
                    {
                      "operation": "delete",
                      "kind": "ConfigMap",
                      "name": "box"
                    },
                    {
                      "operation": "get",
                      "kind": "ConfigMap",
                      "name": "box"
                    }
                  ]
                }
                """));
    }

    @Test
    void aValueThatJsonCannotSayIsAnErrorAndNoTrace() {
        TaskRun run = new TaskRun("params: [{name: x, source: {expression: \"double('NaN')\"}}]");

        assertThat(print(run)).isEqualTo(new JsonTrace.Printed.Impossible("json: unsupported value: NaN"));
    }
}
