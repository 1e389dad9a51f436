package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.app.config.AdapterConfig.HyperFleetApi;
import io.hyperfleet.adapter.app.config.AdapterConfig.Maestro;
import io.hyperfleet.adapter.app.config.AdapterConfig.MaestroAuth;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The adapter configuration as plain maps with the keys of the file, in the order {@code config-dump} prints them: what
 * tasks read under {@code config}. Values that are not given are left out, except the keys that the original program
 * always has.
 */
public final class ConfigValues {

    private static final Pattern USER_INFO = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@");

    private final Function<Secret, String> secrets;
    private final Function<String, String> urls;

    private ConfigValues(Function<Secret, String> secrets, Function<String, String> urls) {
        this.secrets = secrets;
        this.urls = urls;
    }

    /** Everything in clear, for the param source {@code config.<path>}. */
    public static Map<String, @Nullable Object> full(AdapterConfig config) {
        return new ConfigValues(Secret::value, url -> url).of(config);
    }

    /**
     * For everything that may be seen: certificate and key files, values of headers, and user names and passwords in URLs
     * are replaced by {@value Secret#REDACTED}.
     */
    public static Map<String, @Nullable Object> redacted(AdapterConfig config) {
        return new ConfigValues(Secret::toString, ConfigValues::withoutUserInfo).of(config);
    }

    static String withoutUserInfo(String url) {
        return USER_INFO.matcher(url).replaceFirst("$1" + Matcher.quoteReplacement(Secret.REDACTED) + "@");
    }

    private Map<String, @Nullable Object> of(AdapterConfig config) {
        Block log = new Block()
                .unlessEmpty("level", config.log().level())
                .unlessEmpty("format", config.log().format())
                .unlessEmpty("output", config.log().output());
        return new Block()
                .unlessEmpty("log", log)
                .always("adapter", new Block().always("name", config.name()).unlessEmpty("version", config.version()))
                .always("clients", clients(config.clients()))
                .unlessEmpty("debug_config", config.debugConfig())
                .map();
    }

    private Block clients(AdapterConfig.Clients clients) {
        Block block = new Block();
        clients.maestro().ifPresent(maestro -> block.always("maestro", maestro(maestro)));
        return block.unlessEmpty(
                        "broker",
                        new Block()
                                .unlessEmpty("subscription_id", clients.broker().subscriptionId())
                                .unlessEmpty("topic", clients.broker().topic())
                                .unlessEmpty("delivery_policy", clients.broker().deliveryPolicy())
                                .unlessEmpty("event_timeout", clients.broker().eventTimeout()))
                .always(
                        "kubernetes",
                        new Block()
                                .always("api_version", clients.kubernetes().apiVersion())
                                .unlessEmpty(
                                        "kube_config_path", clients.kubernetes().kubeConfigPath())
                                .unlessEmpty("qps", clients.kubernetes().qps())
                                .unlessEmpty(
                                        "burst", (long) clients.kubernetes().burst()))
                .always("hyperfleet_api", api(clients.hyperfleetApi()));
    }

    private Block maestro(Maestro maestro) {
        Block keepalive = new Block();
        maestro.keepalive()
                .ifPresent(given -> keepalive.always("time", given.time()).always("timeout", given.timeout()));
        MaestroAuth auth = maestro.auth();
        Block tls = new Block();
        if (Stream.of(auth.caFile(), auth.certFile(), auth.keyFile(), auth.httpCaFile())
                .anyMatch(file -> !file.isEmpty())) {
            tls.always("ca_file", secrets.apply(auth.caFile()))
                    .always("cert_file", secrets.apply(auth.certFile()))
                    .always("key_file", secrets.apply(auth.keyFile()))
                    .unlessEmpty("http_ca_file", secrets.apply(auth.httpCaFile()));
        }
        return new Block()
                .always("grpc_server_address", maestro.grpcServerAddress())
                .always("http_server_address", urls.apply(maestro.httpServerAddress()))
                .always("source_id", maestro.sourceId())
                .always("client_id", maestro.clientId())
                .always("timeout", maestro.timeout())
                .unlessEmpty("server_healthiness_timeout", maestro.serverHealthinessTimeout())
                .unlessEmpty("keepalive", keepalive)
                .always(
                        "auth",
                        new Block()
                                .unlessEmpty("tls_config", tls)
                                .unlessEmpty("token_file", secrets.apply(auth.tokenFile()))
                                .always("type", auth.type()))
                .always("retry_attempts", (long) maestro.retryAttempts())
                .unlessEmpty("insecure", maestro.insecure());
    }

    private Block api(HyperFleetApi api) {
        Block headers = new Block();
        api.defaultHeaders().forEach((name, value) -> headers.always(name, secrets.apply(value)));
        Block auth = new Block();
        api.auth()
                .ifPresent(given -> auth.always("token_path", given.tokenPath())
                        .unlessEmpty("token_cache_ttl", given.tokenCacheTtl()));
        return new Block()
                .unlessEmpty("default_headers", headers)
                .unlessEmpty("auth", auth)
                .unlessEmpty("base_url", urls.apply(api.baseUrl()))
                .unlessEmpty("version", api.version())
                .unlessEmpty("retry_backoff", api.retryBackoff())
                .unlessEmpty("timeout", api.timeout())
                .unlessEmpty("base_delay", api.baseDelay())
                .unlessEmpty("max_delay", api.maxDelay())
                .unlessEmpty("retry_attempts", (long) api.retryAttempts());
    }

    /** A map in the making. */
    private static final class Block {

        private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

        Block always(String key, Object value) {
            entries.put(key, value instanceof Block block ? block.map() : value);
            return this;
        }

        /** Leaves out empty texts and blocks, zeros and false. */
        Block unlessEmpty(String key, Object value) {
            boolean isEmpty = switch (value) {
                case String text -> text.isEmpty();
                case Boolean flag -> !flag;
                case Long number -> number == 0;
                case Double number -> number == 0;
                case Duration duration -> duration.isZero();
                case Block block -> block.entries.isEmpty();
                default -> throw new IllegalArgumentException("no configuration value: " + value);
            };
            return isEmpty ? this : always(key, value);
        }

        Map<String, @Nullable Object> map() {
            return Collections.unmodifiableMap(entries);
        }
    }
}
