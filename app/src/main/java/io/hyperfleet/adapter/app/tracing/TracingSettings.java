package io.hyperfleet.adapter.app.tracing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How events are traced.
 *
 * @param exporter where spans go; empty when nobody collects them
 * @param resource what every span says of this process
 * @param warnings what was wrong with the variables, to be logged; something else was taken in its place
 */
public record TracingSettings(
        boolean enabled,
        String serviceName,
        Optional<Exporter> exporter,
        Sampling sampling,
        List<Propagator> propagators,
        Map<String, String> resource,
        List<String> warnings) {

    /** What the collector speaks. */
    public enum Protocol {
        GRPC("grpc"),
        HTTP("http/protobuf");

        private final String text;

        Protocol(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * @param endpoint with scheme; for HTTP with the path
     * @param timeout of one request
     * @param certificate authorities to trust instead of those of the Java runtime, as PEM
     * @param client who we are, when the collector wants to know
     */
    public record Exporter(
            Protocol protocol,
            String endpoint,
            Map<String, String> headers,
            Duration timeout,
            boolean gzip,
            Optional<Path> certificate,
            Optional<ClientCertificate> client) {}

    /** PEM files. */
    public record ClientCertificate(Path certificate, Path key) {}
}
