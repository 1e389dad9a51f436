package io.hyperfleet.adapter.documents;

import io.grpc.Status;
import io.hyperfleet.adapter.standins.Fault;
import io.hyperfleet.adapter.standins.KubernetesStandIn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes wrong in a program that serves, by the pattern that its log then shows. */
final class FailingEvents {

    private static final String FORBIDDEN = KubernetesStandIn.failure(403, "Forbidden", "configmaps is forbidden");
    private static final String CONFIG_MAPS = "/configmaps";
    private static final String CLUSTERS = "/clusters/";
    private static final String STATUSES = "/statuses$";

    /** Makes something go wrong. */
    @FunctionalInterface
    interface Provocation {
        void provoke(Served program) throws Exception;
    }

    static final Map<String, Provocation> BY_PATTERN = new LinkedHashMap<>();

    static {
        data();
        api();
        kubernetes();
        maestro();
        BY_PATTERN.put("Received close notification from AMQP, reconnecting", Served::closeBrokerConnections);
        BY_PATTERN.put("Cannot reconnect to AMQP, retrying", Served::stopBroker);
    }

    private FailingEvents() {}

    private static void data() {
        BY_PATTERN.put("Failed to convert message to CloudEvent", program -> program.message("no event"));
        BY_PATTERN.put("Failed to parse event data", program -> program.event("[1]"));
        BY_PATTERN.put("failed to extract required parameter", program -> program.event("{\"id\":\"c1\"}"));
        BY_PATTERN.put("Precondition[…] evaluated: NOT_MET", program -> program.event("unwanted", 1));
        BY_PATTERN.put("failed to render manifest", program -> program.event("unrenderable", 1));
    }

    private static void api() {
        BY_PATTERN.put("Precondition[…] evaluated: FAILED", program -> {
            program.api.http().inject(Fault.on("GET", CLUSTERS).answering(500));
            program.event("plain", 1);
        });
        BY_PATTERN.put("PostAction[…] processed: FAILED", program -> {
            program.api.http().inject(Fault.on("PUT", STATUSES).answering(400));
            program.event("plain", 1);
        });
        BY_PATTERN.put("HyperFleet API request returned retryable status", program -> {
            program.api.http().inject(Fault.on("PUT", STATUSES).answering(503).times(1));
            program.event("plain", 1);
        });
        BY_PATTERN.put("API request failed: … after 2 attempt(s)", program -> {
            program.api.http().inject(Fault.on("PUT", STATUSES).answering(503));
            program.event("plain", 1);
        });
        BY_PATTERN.put("returned 401 Unauthorized", program -> {
            program.api.http().inject(Fault.on("GET", CLUSTERS).answering(401));
            program.event("plain", 1);
        });
        BY_PATTERN.put("getting auth token", program -> {
            program.withoutToken();
            program.event("plain", 1);
        });
        BY_PATTERN.put("Downstream … fails: events wait, one at a time is tried", program -> {
            program.api.http().inject(Fault.on("*", CLUSTERS).answering(503));
            for (int i = 0; i < 5; i++) {
                program.newCluster();
                program.event("plain", 1);
            }
        });
        BY_PATTERN.put("context deadline exceeded", program -> {
            program.api.http().inject(Fault.on("PUT", STATUSES).delayedBy(Duration.ofSeconds(5)));
            program.event("plain", 1);
        });
        // Each request is in time, the event with its three seconds is not.
        BY_PATTERN.put("context canceled: the event has no time left", program -> {
            program.api.http().inject(Fault.on("GET", CLUSTERS).delayedBy(Duration.ofMillis(1500)));
            program.api.http().inject(Fault.on("PUT", STATUSES).delayedBy(Duration.ofSeconds(5)));
            program.event("plain", 1);
        });
    }

    private static void kubernetes() {
        BY_PATTERN.put("K8s get operation failed", program -> {
            program.kubernetes.http().inject(Fault.on("GET", CONFIG_MAPS).answering(403, FORBIDDEN));
            program.event("plain", 1);
        });
        BY_PATTERN.put("the server has asked for the client to provide credentials", program -> {
            program.kubernetes.http().inject(Fault.on("GET", CONFIG_MAPS).answering(401));
            program.event("plain", 1);
        });
        BY_PATTERN.put("failed to apply resource", FailingEvents::forbiddenCreate);
        BY_PATTERN.put("K8s create operation failed", FailingEvents::forbiddenCreate);
        BY_PATTERN.put("K8sOperationError{Operation:\"create\"", FailingEvents::forbiddenCreate);
        BY_PATTERN.put("K8s update operation failed", FailingEvents::forbiddenUpdate);
        BY_PATTERN.put("K8sOperationError{Operation:\"update\"", FailingEvents::forbiddenUpdate);
        BY_PATTERN.put("Kubernetes API warns of", program -> {
            String object = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"}}";
            Fault answer = Fault.on("POST", CONFIG_MAPS).answering(201, object);
            program.kubernetes
                    .http()
                    .inject(answer.withHeader("Warning", "299 - \"unknown field \\\"spec.replica\\\"\""));
            program.event("plain", 1);
        });
        BY_PATTERN.put("context canceled while waiting for resource deletion", program -> {
            program.event("recreated", 1);
            program.program.awaitLine(line -> line.contains("Resource[recreated] processed: operation"), "the object");
            program.event("recreated", 2);
        });
    }

    private static void forbiddenCreate(Served program) throws Exception {
        program.kubernetes.http().inject(Fault.on("POST", CONFIG_MAPS).answering(403, FORBIDDEN));
        program.event("plain", 1);
    }

    private static void forbiddenUpdate(Served program) throws Exception {
        program.event("plain", 1);
        program.program.awaitLine(line -> line.contains("Resource[plain] processed: operation"), "the object");
        program.kubernetes.http().inject(Fault.on("PUT", CONFIG_MAPS).answering(403, FORBIDDEN));
        program.event("plain", 2);
    }

    private static void maestro() {
        BY_PATTERN.put("consumer … is not registered in Maestro", program -> program.event("work-for-nobody", 1));
        BY_PATTERN.put("failed to create ManifestWork", program -> {
            program.maestro.failNextPublishes(1, Status.INTERNAL.withDescription("no space left on device"));
            program.event("work", 1);
        });
        BY_PATTERN.put("failed to get ManifestWork", program -> {
            program.maestro.http().inject(Fault.on("GET", "/resource-bundles").answering(403));
            program.event("work", 1);
        });
        BY_PATTERN.put("the cloudevents client is not ready", program -> {
            program.maestro.stopGrpc();
            program.event("work", 1);
        });
    }
}
