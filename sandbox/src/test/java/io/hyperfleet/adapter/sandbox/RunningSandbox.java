package io.hyperfleet.adapter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.app.EmbeddedAdapter;
import io.hyperfleet.adapter.app.serve.Attendant;
import io.hyperfleet.adapter.engine.run.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sandbox with the real program, as a test meets it. */
final class RunningSandbox implements AutoCloseable {

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CompletableFuture<Attendant.Serving> serving = new CompletableFuture<>();
    private final CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningSandbox() {}

    /** Starts it with these arguments; does not wait. */
    static RunningSandbox start(Path folder, String... arguments) {
        RunningSandbox running = new RunningSandbox();
        Options options = ((Options.Reading.Read) Options.read(List.of(arguments))).options();
        Configurations files = Configurations.find(options, Optional.of(REPOSITORY), REPOSITORY)
                .orElseThrow();
        Console console = new Console(new PrintStream(running.out, true, StandardCharsets.UTF_8), false);
        Sandbox sandbox = new Sandbox(options, files, running::serve, console);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                running.ended.complete(sandbox.run(Files.createDirectories(folder), Map.of()));
            } catch (Exception e) {
                running.ended.completeExceptionally(e);
            }
        });
        return running;
    }

    /** Why it ended, once it has; nothing when all went well. */
    Optional<String> result() {
        return ended.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What a client gets from the API stand-in. */
    HttpResponse<String> call(String method, String path, String body) throws Exception {
        await(() -> output().contains("task        "));
        Matcher address = Pattern.compile("API +(http://\\S+)").matcher(output());
        assertThat(address.find()).isTrue();
        URI uri = URI.create(address.group(1) + "/api/hyperfleet/v1" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until the story tells this. */
    void awaitOutput(String text) throws InterruptedException {
        await(() -> output().contains(text));
    }

    @Override
    public void close() {
        if (!ended.isDone()) {
            serving.join().stop().run();
            assertThat(result()).isEmpty();
        }
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time:%n%s", output()).isLessThan(end);
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private Optional<String> serve(
            Path adapterConfig, Path taskConfig, Map<String, String> environment, Attendant attendant) {
        return EmbeddedAdapter.serve(adapterConfig, taskConfig, environment, new Attendant() {
            @Override
            public void ready(Serving ready) {
                serving.complete(ready);
                attendant.ready(ready);
            }

            @Override
            public void on(RunEvent event) {
                attendant.on(event);
            }
        });
    }
}
