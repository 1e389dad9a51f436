package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import io.hyperfleet.adapter.engine.value.Rfc3339;
import io.hyperfleet.adapter.tls.BearerTokenFile;
import io.hyperfleet.adapter.tls.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that hands out credentials: what a kubeconfig calls {@code exec} (client.authentication.k8s.io). It is run
 * when a credential is first needed, when that has expired, and when the server refuses it.
 */
final class ExecPlugin implements Credential {

    static final String GROUP = "client.authentication.k8s.io/";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MAX_OUTPUT_BYTES = 1024 * 1024;
    private static final int MAX_QUOTED = 300;

    private final Command command;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private @Nullable Proof last;
    private @Nullable Instant expires;

    /**
     * What to run.
     *
     * @param apiVersion the version of the credentials it is asked for
     * @param folder where a relative path with a slash begins
     * @param variables added to the environment
     * @param hint how to install it, told when it is missing; may be empty
     * @param cluster what it is told of the cluster; null for nothing
     */
    record Command(
            String apiVersion,
            String program,
            List<String> arguments,
            Path folder,
            Map<String, String> variables,
            String hint,
            @Nullable Map<String, Object> cluster) {}

    ExecPlugin(Command command, Map<String, String> environment, InstantSource clock) {
        this.command = command;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public synchronized Proof proof() throws UnavailableException {
        Proof known = last;
        Instant end = expires;
        if (known != null && (end == null || clock.instant().isBefore(end))) {
            return known;
        }
        return read(run());
    }

    @Override
    public synchronized boolean refused(Proof proof) {
        if (proof.equals(last)) {
            last = null;
        }
        return true;
    }

    /** What the program says. */
    private String run() throws UnavailableException {
        List<String> words = new ArrayList<>(List.of(path()));
        words.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(command.variables());
        builder.environment().put("KUBERNETES_EXEC_INFO", info());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            String hint = command.hint().isEmpty() ? "" : "; " + command.hint().strip();
            throw unavailable("executable " + command.program() + " not found" + hint);
        }
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = reading(process.getInputStream());
            CompletableFuture<String> complaint = reading(process.getErrorStream());
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw unavailable(
                        "executable " + command.program() + " did not end within " + PATIENCE.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                String text = complaint.join().strip();
                String quoted = text.substring(Math.max(0, text.length() - MAX_QUOTED));
                throw unavailable("executable " + command.program() + " failed with exit code " + process.exitValue()
                        + (quoted.isEmpty() ? "" : ": " + quoted));
            }
            return output.join();
        } catch (IOException e) {
            throw unavailable("executable " + command.program() + " cannot be talked to");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("context canceled");
        } finally {
            process.destroyForcibly();
        }
    }

    private String path() {
        boolean isRelative =
                command.program().contains("/") && !command.program().startsWith("/");
        return isRelative ? command.folder().resolve(command.program()).toString() : command.program();
    }

    private String info() {
        Map<String, Object> spec = new LinkedHashMap<>();
        if (command.cluster() != null) {
            spec.put("cluster", command.cluster());
        }
        spec.put("interactive", false);
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("kind", "ExecCredential");
        info.put("apiVersion", command.apiVersion());
        info.put("spec", spec);
        return switch (JsonEncoder.encode(info)) {
            case JsonEncoder.Encoded.Text(String json) -> json;
            case JsonEncoder.Encoded.Unsupported(String reason) ->
                throw new IllegalStateException("made of what JSON knows: " + reason);
        };
    }

    /** What comes out of it; nothing when somebody keeps it open after the program has ended. */
    private static CompletableFuture<String> reading(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                text.complete(new String(stream.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.complete("");
            }
        });
        return text.completeOnTimeout("", PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Proof read(String output) throws UnavailableException {
        Map<String, @Nullable Object> credential =
                object(JsonDecoder.kubernetesObject().decode(output));
        Map<String, @Nullable Object> status = ApiServer.asObject(credential.get("status"));
        if (!command.apiVersion().equals(credential.get("apiVersion")) || status.isEmpty()) {
            throw unavailable("executable " + command.program() + " did not print an ExecCredential of version "
                    + command.apiVersion() + " with a status");
        }
        Optional<ClientCertificate> certificate = Optional.empty();
        if (status.get("clientCertificateData") instanceof String chain
                && status.get("clientKeyData") instanceof String key) {
            certificate =
                    Optional.of(new ClientCertificate(pem("clientCertificateData", chain), pem("clientKeyData", key)));
        }
        Optional<String> header = status.get("token") instanceof String token && !token.isEmpty()
                ? Optional.of("Bearer " + sendable(token))
                : Optional.empty();
        if (header.isEmpty() && certificate.isEmpty()) {
            throw unavailable(
                    "executable " + command.program() + " printed neither a token nor a certificate with key");
        }
        expires = status.get("expirationTimestamp") instanceof String time
                ? Rfc3339.parse(time).map(moment -> moment.toInstant()).orElse(null)
                : null;
        Proof proof = new Proof(header, certificate);
        last = proof;
        return proof;
    }

    private String sendable(String token) throws UnavailableException {
        if (!BearerTokenFile.fitsHeader(token)) {
            throw unavailable("executable " + command.program()
                    + " printed a token with characters that cannot stand in an HTTP header");
        }
        return token;
    }

    private Pem pem(String key, String text) {
        return new Pem(key + " of " + command.program(), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<String, @Nullable Object> object(JsonDecoder.Decoded decoded) {
        return switch (decoded) {
            case JsonDecoder.Decoded.Value(Object value) -> ApiServer.asObject(value);
            case JsonDecoder.Decoded.Malformed _ -> Map.of();
        };
    }

    private static UnavailableException unavailable(String reason) {
        return new UnavailableException("getting credentials: exec: " + reason);
    }
}
