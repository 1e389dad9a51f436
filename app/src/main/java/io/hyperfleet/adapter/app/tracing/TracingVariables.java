package io.hyperfleet.adapter.app.tracing;

import io.hyperfleet.adapter.app.tracing.TracingSettings.ClientCertificate;
import io.hyperfleet.adapter.app.tracing.TracingSettings.Exporter;
import io.hyperfleet.adapter.app.tracing.TracingSettings.Protocol;
import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.Parsed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how to trace from the variables that OpenTelemetry defines, and {@code HYPERFLEET_TRACING_ENABLED}. A value that
 * cannot be understood is replaced by the default, with a warning in the words of the original program.
 */
final class TracingVariables {

    private static final String ENABLED = "HYPERFLEET_TRACING_ENABLED";
    private static final String COMMON = "OTEL_EXPORTER_OTLP_";
    private static final String TRACES = "OTEL_EXPORTER_OTLP_TRACES_";
    private static final String HTTP_PATH = "v1/traces";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String STANDARD_SAMPLER = "parentbased_traceidratio";
    private static final String STANDARD_PROPAGATORS = "tracecontext,baggage";

    private final Map<String, String> environment;
    private final List<String> warnings = new ArrayList<>();

    private TracingVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @param adapter the name of the adapter, which is that of the service unless the environment says another
     */
    static TracingSettings read(Map<String, String> environment, String adapter, String version) {
        TracingVariables variables = new TracingVariables(environment);
        String serviceName = variables.given("OTEL_SERVICE_NAME").orElse(adapter);
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.version", version);
        resource.putAll(pairs(variables.given("OTEL_RESOURCE_ATTRIBUTES").orElse("")));
        resource.put("service.name", serviceName);
        return new TracingSettings(
                variables.enabled(),
                serviceName,
                variables.exporter(),
                variables.sampling(),
                variables.propagators(),
                resource,
                variables.warnings);
    }

    private boolean enabled() {
        Optional<String> text = given(ENABLED);
        if (text.isEmpty()) {
            return true;
        }
        Parsed<Boolean> parsed = GoNumbers.parseBool(text.get());
        if (!parsed.isValid()) {
            warnings.add("Invalid " + ENABLED + " value " + GoFormat.quote(text.get()) + ", defaulting to true");
        }
        return !parsed.isValid() || parsed.value();
    }

    private Optional<Exporter> exporter() {
        Optional<String> own = given(TRACES + "ENDPOINT");
        Optional<String> common = given(COMMON + "ENDPOINT");
        if (own.isEmpty() && common.isEmpty()) {
            return Optional.empty();
        }
        Protocol protocol = protocol();
        String endpoint = withScheme(own.orElseGet(common::get));
        if (protocol == Protocol.HTTP && own.isEmpty()) {
            endpoint += (endpoint.endsWith("/") ? "" : "/") + HTTP_PATH;
        }
        Optional<String> clientCertificate = ofTraces("CLIENT_CERTIFICATE");
        Optional<String> clientKey = ofTraces("CLIENT_KEY");
        return Optional.of(new Exporter(
                protocol,
                endpoint,
                pairs(ofTraces("HEADERS").orElse("")),
                timeout(),
                ofTraces("COMPRESSION").orElse("").equals("gzip"),
                ofTraces("CERTIFICATE").map(Path::of),
                clientCertificate.flatMap(certificate ->
                        clientKey.map(key -> new ClientCertificate(Path.of(certificate), Path.of(key))))));
    }

    /** As other clients take it: an address without a scheme is one without encryption only when that is said. */
    private String withScheme(String endpoint) {
        if (endpoint.contains("://")) {
            return endpoint;
        }
        boolean encrypted = ofTraces("INSECURE").orElse("true").equalsIgnoreCase("false");
        return (encrypted ? "https://" : "http://") + endpoint;
    }

    private Protocol protocol() {
        String variable = given(TRACES + "PROTOCOL").isPresent() ? TRACES + "PROTOCOL" : COMMON + "PROTOCOL";
        String text = given(variable).orElse("");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "http/protobuf", "http" -> Protocol.HTTP;
            case "", "grpc" -> Protocol.GRPC;
            default -> {
                warnings.add("Unrecognized " + variable + " value " + GoFormat.quote(text) + ", using default grpc");
                yield Protocol.GRPC;
            }
        };
    }

    private Duration timeout() {
        return ofTraces("TIMEOUT")
                .filter(text -> text.matches("[1-9]\\d{0,8}"))
                .map(text -> Duration.ofMillis(Long.parseLong(text)))
                .orElse(TIMEOUT);
    }

    private Sampling sampling() {
        String text = given("OTEL_TRACES_SAMPLER").orElse("");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "always_on" -> new Sampling(false, 1);
            case "always_off" -> new Sampling(false, 0);
            case "traceidratio" -> new Sampling(false, ratio());
            case "parentbased_always_on" -> new Sampling(true, 1);
            case "parentbased_always_off" -> new Sampling(true, 0);
            case "", STANDARD_SAMPLER -> new Sampling(true, ratio());
            default -> {
                warnings.add("Unrecognized OTEL_TRACES_SAMPLER value " + GoFormat.quote(text) + ", using default "
                        + STANDARD_SAMPLER);
                yield new Sampling(true, ratio());
            }
        };
    }

    private double ratio() {
        Optional<String> text = given("OTEL_TRACES_SAMPLER_ARG");
        if (text.isEmpty()) {
            return Sampling.STANDARD.ratio();
        }
        Parsed<Double> parsed = GoNumbers.parseFloat(text.get());
        if (parsed.isValid() && parsed.value() >= 0 && parsed.value() <= 1) {
            return parsed.value();
        }
        warnings.add("Invalid OTEL_TRACES_SAMPLER_ARG value " + GoFormat.quote(text.get()) + ", using default 1.0");
        return Sampling.STANDARD.ratio();
    }

    private List<Propagator> propagators() {
        List<Propagator> propagators = new ArrayList<>();
        for (String name :
                given("OTEL_PROPAGATORS").orElse(STANDARD_PROPAGATORS).split(",", -1)) {
            Propagator.named(name.strip().toLowerCase(Locale.ROOT))
                    .ifPresentOrElse(
                            propagators::add,
                            () -> warnings.add("Unrecognized OTEL_PROPAGATORS value " + GoFormat.quote(name.strip())
                                    + ", ignoring it"));
        }
        return List.copyOf(propagators);
    }

    /** What is said for traces, else what is said for everything that is exported. */
    private Optional<String> ofTraces(String name) {
        return given(TRACES + name).or(() -> given(COMMON + name));
    }

    /** A variable that is set; an empty one is not. */
    private Optional<String> given(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    /** {@code key=value,…}, values with percent escapes. What has no equals sign is left out. */
    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                pairs.put(
                        pair.substring(0, sign).strip(),
                        unescaped(pair.substring(sign + 1).strip()));
            }
        }
        return pairs;
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
