package io.hyperfleet.adapter.sandbox;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.app.serve.Attendant;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.sandbox.Console.Tone;
import io.hyperfleet.adapter.standins.HyperFleetApiStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The adapter and everything it talks to in one process: starts the stand-ins, has the program serve against them over
 * real sockets, and tells what happens.
 */
final class Sandbox {

    private static final long LOOK_MILLIS = 100;
    private static final String NODE_POOL = "workers";

    private final Options options;
    private final Configurations configurations;
    private final AdapterProgram program;
    private final Console console;
    private final long started = System.nanoTime();

    Sandbox(Options options, Configurations configurations, AdapterProgram program, Console console) {
        this.options = options;
        this.configurations = configurations;
        this.program = program;
        this.console = console;
    }

    /**
     * Runs until the resource is reconciled ({@code --once}) or somebody stops it.
     *
     * @param folder for temporary files
     * @return why it did not work, if it did not
     */
    Optional<String> run(Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        try (StandIns standIns = StandIns.start(options, folder);
                ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("watch").daemon().factory())) {
            ResourceStories resources = new ResourceStories(standIns.api(), options.kind(), console);
            if (options.adapter().isPresent()) {
                var _ = watch.scheduleWithFixedDelay(resources::look, LOOK_MILLIS, LOOK_MILLIS, MILLISECONDS);
            }
            Narrator narrator = new Narrator(console, resources::afterRun);
            resources.tellTo(narrator);
            Guest guest = new Guest(narrator);
            CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
            Map<String, String> variables = standIns.environmentFor(environment);
            Thread adapter = Thread.ofPlatform().name("adapter").start(() -> {
                ended.complete(serve(variables, guest));
                guest.serving.completeExceptionally(new IllegalStateException("the adapter has ended"));
            });
            Optional<Attendant.Serving> serving = awaitReady(guest);
            if (serving.isEmpty()) {
                return Optional.of(ended.isDone() ? reason(ended.join()) : notReady());
            }
            standIns.announceTo(serving.get().adapter());
            tellPlaces(standIns, serving.get());
            standIns.runWorkloads(narrator);
            Optional<String> failure =
                    options.once() ? once(standIns.api(), resources, ended) : untilStopped(standIns, ended);
            serving.get().stop().run();
            if (!adapter.join(options.timeLimit())) {
                return Optional.of(
                        "the adapter did not stop within " + options.timeLimit().toSeconds() + " s");
            }
            watch.shutdownNow();
            return failure;
        }
    }

    /** Waits for the program to be ready and passes on what it tells. */
    private static final class Guest implements Attendant {

        private final Narrator narrator;
        private final CompletableFuture<Serving> serving = new CompletableFuture<>();

        private Guest(Narrator narrator) {
            this.narrator = narrator;
        }

        @Override
        public void ready(Serving ready) {
            serving.complete(ready);
        }

        @Override
        public void on(RunEvent event) {
            narrator.on(event);
        }
    }

    private Optional<String> serve(Map<String, String> variables, Guest guest) {
        try {
            return program.serve(configurations.adapter(), configurations.task(), variables, guest);
        } catch (RuntimeException e) {
            return Optional.of("the adapter crashed, which is a bug: " + e);
        }
    }

    private Optional<Attendant.Serving> awaitReady(Guest guest) throws InterruptedException {
        try {
            return Optional.of(guest.serving.get(options.timeLimit().toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private static String reason(Optional<String> error) {
        return error.orElse("the adapter ended before it was ready");
    }

    private String notReady() {
        return "the adapter was not ready within " + options.timeLimit().toSeconds() + " s";
    }

    private Optional<String> once(
            HyperFleetApiStandIn api, ResourceStories resources, CompletableFuture<Optional<String>> ended)
            throws InterruptedException {
        List<String> ids = create(api);
        CompletableFuture<?> reconciled =
                CompletableFuture.allOf(ids.stream().map(resources::reconciled).toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(reconciled, ended).get(options.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String first = ids.stream()
                    .filter(id -> !resources.reconciled(id).isDone())
                    .findFirst()
                    .orElseThrow();
            return Optional.of(first + " was not reconciled within "
                    + options.timeLimit().toSeconds() + " s" + lastMessage(api, first));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (ended.isDone()) {
            return Optional.of(reason(ended.join()));
        }
        tellWhatNext();
        return Optional.empty();
    }

    /** The ids of the resources that the task is about. */
    private List<String> create(HyperFleetApiStandIn api) {
        List<String> clusters = new ArrayList<>();
        List<String> nodePools = new ArrayList<>();
        for (int number = 1; number <= options.count(); number++) {
            String name = "ocean-%02d".formatted(number);
            JsonNode cluster = api.create(
                    "Cluster", "{\"kind\":\"Cluster\",\"name\":\"" + name + "\",\"spec\":{\"region\":\"north\"}}");
            clusters.add(cluster.path("id").asText());
            if (options.kind() == Options.Kind.NODE_POOL) {
                JsonNode nodePool = api.createChild(
                        name,
                        options.kind().text(),
                        "{\"kind\":\"NodePool\",\"name\":\"" + NODE_POOL + "\",\"spec\":{\"replicas\":3}}");
                nodePools.add(nodePool.path("id").asText());
            }
        }
        return options.kind() == Options.Kind.CLUSTER ? clusters : nodePools;
    }

    private static String lastMessage(HyperFleetApiStandIn api, String id) {
        return api.resource(id)
                .map(resource ->
                        ": " + resource.at("/status/conditions/0/message").asText())
                .orElse("");
    }

    private Optional<String> untilStopped(StandIns standIns, CompletableFuture<Optional<String>> ended) {
        String clusters = standIns.api().uri() + HyperFleetApiStandIn.BASE_PATH + "/clusters";
        console.line("");
        console.line("Try, from another terminal (Ctrl-C here ends everything):");
        console.line("  curl -X POST   " + clusters + " -d '{\"kind\":\"Cluster\",\"name\":\"mine\",\"spec\":{}}'");
        console.line("  curl -X PATCH  " + clusters + "/mine -d '{\"spec\":{\"size\":3}}'");
        console.line("  curl -X DELETE " + clusters + "/mine");
        if (options.kind() == Options.Kind.NODE_POOL) {
            console.line("  curl -X POST   " + clusters
                    + "/mine/nodepools -d '{\"kind\":\"NodePool\",\"name\":\"workers\",\"spec\":{}}'");
        }
        String resources = standIns.maestro()
                .map(maestro -> maestro.uri() + "/api/maestro/v1/resource-bundles")
                .orElseGet(() -> standIns.kubernetes().uri() + "/api/v1/namespaces");
        console.line("  curl           " + resources);
        return ended.join();
    }

    private void tellPlaces(StandIns standIns, Attendant.Serving serving) {
        String ready = "ready in %.1f s".formatted((System.nanoTime() - started) / 1e9);
        String inside;
        if (options.adapter().isPresent()) {
            inside = "everything but the adapter in this process";
        } else if (options.broker().isPresent()) {
            inside = "everything but the broker in this process";
        } else {
            inside = "everything in this process, nothing leaves this machine";
        }
        console.line(console.paint(Tone.STRONG, "HyperFleet sandbox") + " — " + inside);
        place("broker", standIns.brokerAddress(), "exchange " + options.kind().plural());
        place("API", standIns.api().uri(), "");
        place("Kubernetes", standIns.kubernetes().uri(), "(stand-in)");
        standIns.maestro()
                .ifPresent(maestro -> place(
                        "Maestro",
                        maestro.uri(),
                        "gRPC " + maestro.grpcAddress() + "   (stand-in) consumers "
                                + String.join(", ", StandIns.CONSUMERS)));
        place("adapter", ready, "/readyz :" + serving.healthPort() + "   /metrics :" + serving.metricsPort());
        place("task", configurations.shownTask(), "");
    }

    private void place(String name, String address, String remark) {
        console.line("  %-11s %-30s %s".formatted(name, address, remark));
    }

    private void tellWhatNext() {
        console.line("");
        console.line(console.paint(Tone.STRONG, "Next:")
                + "  ./adapter sandbox            keep it running; then, from another terminal:");
        console.line("       curl -X POST <API>" + HyperFleetApiStandIn.BASE_PATH
                + "/clusters -d '{\"kind\":\"Cluster\",\"name\":\"mine\",\"spec\":{}}'");
    }
}
