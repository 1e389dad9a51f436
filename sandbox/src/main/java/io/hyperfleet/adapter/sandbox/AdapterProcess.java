package io.hyperfleet.adapter.sandbox;

import io.hyperfleet.adapter.app.serve.Attendant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An adapter in a process of its own, started and stopped as a cluster would: told where things are by variables, ready
 * when {@code /readyz} says so, ended by a signal. What it logs shows beside the story; what happens in its runs is not
 * told.
 */
record AdapterProcess(Path program) implements AdapterProgram {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final Pattern COMPONENT = Pattern.compile("hyperfleet_adapter_up\\{component=\"([^\"]+)\"");

    @Override
    public Optional<String> serve(
            Path adapterConfig, Path taskConfig, Map<String, String> environment, Attendant attendant) {
        try {
            int health = freePort();
            int metrics = freePort();
            Map<String, String> variables = new HashMap<>(environment);
            variables.put("HYPERFLEET_HEALTH_PORT", Integer.toString(health));
            variables.put("HYPERFLEET_METRICS_PORT", Integer.toString(metrics));
            ProcessBuilder command = new ProcessBuilder(
                            program.toString(),
                            "serve",
                            "--config",
                            adapterConfig.toString(),
                            "--task-config",
                            taskConfig.toString())
                    .inheritIO();
            command.environment().clear();
            command.environment().putAll(variables);
            Process process = command.start();
            try (HttpClient client = HttpClient.newHttpClient()) {
                if (awaitReady(process, client, health)) {
                    attendant.ready(new Attendant.Serving(name(client, metrics), health, metrics, process::destroy));
                }
            }
            int exitCode = process.waitFor();
            return exitCode == 0 ? Optional.empty() : Optional.of(program + " ended with exit code " + exitCode);
        } catch (IOException e) {
            return Optional.of(program + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** False when the process ends before. */
    private static boolean awaitReady(Process process, HttpClient client, int port) throws InterruptedException {
        HttpRequest readiness = request(port, "/readyz");
        while (process.isAlive()) {
            if (answersOk(client, readiness)) {
                return true;
            }
            Thread.sleep(POLL);
        }
        return false;
    }

    /** The adapter's name, which its metrics tell. */
    private static String name(HttpClient client, int port) throws IOException, InterruptedException {
        String page = client.send(request(port, "/metrics"), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher name = COMPONENT.matcher(page);
        if (!name.find()) {
            throw new IOException("its metrics do not tell its name");
        }
        return name.group(1);
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PROBE_LIMIT)
                .build();
    }

    private static boolean answersOk(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
