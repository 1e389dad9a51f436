package io.hyperfleet.adapter.maestro;

import io.hyperfleet.adapter.engine.run.Deadline;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Applied;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyOptions;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ApplyRequest;
import io.hyperfleet.adapter.engine.run.ResourceTransport.Observed;
import io.hyperfleet.adapter.engine.run.ResourceTransport.ResourceAddress;
import io.hyperfleet.adapter.engine.run.TransportResult;
import io.hyperfleet.adapter.engine.run.TransportResult.Done;
import io.hyperfleet.adapter.engine.run.TransportResult.Failed;
import io.hyperfleet.adapter.engine.value.Resource;
import io.hyperfleet.adapter.maestro.MaestroSettings.Credentials;
import io.hyperfleet.adapter.maestro.MaestroSettings.Retries;
import io.hyperfleet.adapter.standins.MaestroStandIn;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** ManifestWorks and ways to send them, for tests. */
final class Works {

    static final String SOURCE = "test-source";
    static final Deadline AMPLE = Deadline.in(Duration.ofMinutes(5));

    private static final ProxySelector DIRECT = ProxySelector.of(null);

    private Works() {}

    static MaestroSettings settings(MaestroStandIn maestro) {
        return settings(maestro.grpcAddress(), maestro.uri());
    }

    static MaestroSettings settings(String grpc, String http) {
        return new MaestroSettings(
                grpc,
                http,
                SOURCE,
                "",
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                new Retries(2, Duration.ZERO),
                Optional.empty(),
                true,
                Credentials.NONE,
                Duration.ofMillis(50),
                "hyperfleet-adapter/test",
                DIRECT);
    }

    static MaestroSettings with(MaestroSettings settings, Retries retries) {
        return new MaestroSettings(
                settings.grpcAddress(),
                settings.httpAddress(),
                settings.sourceId(),
                settings.clientId(),
                settings.timeout(),
                settings.healthinessTimeout(),
                retries,
                settings.keepalive(),
                settings.insecure(),
                settings.credentials(),
                settings.certificateRefresh(),
                settings.userAgent(),
                settings.proxies());
    }

    static MaestroSettings encrypted(String grpc, String http, Credentials credentials) {
        MaestroSettings plain = settings(grpc, http);
        return new MaestroSettings(
                plain.grpcAddress(),
                plain.httpAddress(),
                plain.sourceId(),
                plain.clientId(),
                Duration.ofSeconds(30),
                plain.healthinessTimeout(),
                new Retries(1, Duration.ZERO),
                plain.keepalive(),
                false,
                credentials,
                plain.certificateRefresh(),
                plain.userAgent(),
                plain.proxies());
    }

    /** A work with one config map, both of the generation. */
    static Resource work(String name, int generation) {
        return work(name, generation, Map.of("text", "generation " + generation));
    }

    static Resource work(String name, int generation, Map<String, String> data) {
        Map<String, @Nullable Object> metadata = metadata(name, generation);
        metadata.put("labels", Map.of("app", name));
        Map<String, @Nullable Object> configMap = new LinkedHashMap<>();
        configMap.put("apiVersion", "v1");
        configMap.put("kind", "ConfigMap");
        Map<String, @Nullable Object> inner = metadata(name + "-settings", generation);
        inner.put("namespace", "default");
        inner.put("labels", Map.of("part", "settings"));
        configMap.put("metadata", inner);
        configMap.put("data", data);
        return work(metadata, List.of(configMap));
    }

    static Resource work(Map<String, @Nullable Object> metadata, List<?> manifests) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "work.open-cluster-management.io/v1");
        content.put("kind", "ManifestWork");
        content.put("metadata", metadata);
        content.put("spec", Map.of("workload", Map.of("manifests", manifests)));
        return new Resource(content);
    }

    static Map<String, @Nullable Object> metadata(String name, int generation) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("annotations", Map.of("hyperfleet.io/generation", Integer.toString(generation)));
        return metadata;
    }

    static TransportResult<Applied> apply(MaestroTransport transport, Resource work, String consumer) {
        return transport.apply(request(work, consumer), AMPLE);
    }

    static ApplyRequest request(Resource work, String consumer) {
        return new ApplyRequest("work", work, ApplyOptions.STANDARD, consumer, new Observed.Unknown());
    }

    static ResourceAddress address(String name, String consumer) {
        return new ResourceAddress(ManifestWork.KIND, consumer, name, consumer);
    }

    static <T> T done(TransportResult<T> result) {
        return switch (result) {
            case Done<T>(T value) -> value;
            case Failed<T>(String message, var _) -> throw new AssertionError(message);
        };
    }

    static String failure(TransportResult<?> result) {
        if (result instanceof Failed<?>(String message, var _)) {
            return message;
        }
        throw new AssertionError("it succeeded: " + result);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time");
            }
            Thread.sleep(Duration.ofMillis(10));
        }
    }
}
