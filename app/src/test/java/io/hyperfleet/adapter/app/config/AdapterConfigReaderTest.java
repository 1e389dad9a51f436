package io.hyperfleet.adapter.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperfleet.adapter.engine.document.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterConfigReaderTest {

    private static final String MINIMAL = "adapter: {name: lock}\n";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<Setting, String> flags = new HashMap<>();
    private String programVersion = "0.0.0-dev";

    @Test
    void everyKeyOfTheFileArrivesInItsPlace() {
        AdapterConfig config = read("""
                adapter: {name: full, version: 0.0.1}
                debug_config: true
                log: {level: warn, format: text, output: stderr}
                clients:
                  maestro:
                    grpc_server_address: maestro.test:8090
                    http_server_address: https://maestro.test
                    source_id: src
                    client_id: cli
                    timeout: 15s
                    server_healthiness_timeout: 25s
                    retry_attempts: 4
                    keepalive: {time: 30s, timeout: 10s}
                    insecure: true
                    auth: {type: tls, tls_config: {ca_file: /ca, cert_file: /cert, key_file: /key, http_ca_file: /hca}}
                  hyperfleet_api:
                    base_url: http://api.test
                    version: v2
                    timeout: 90s
                    retry_attempts: 5
                    retry_backoff: linear
                    base_delay: 1500ms
                    max_delay: 1h
                    default_headers: {X-Team: otters, X-Num: 7}
                    auth: {token_path: /token, token_cache_ttl: 5m}
                  broker: {subscription_id: sub, topic: top}
                  kubernetes: {api_version: v1, kube_config_path: /kube, qps: 12.5, burst: 30}
                """);
        assertThat(config)
                .isEqualTo(new AdapterConfig(
                        "full",
                        "0.0.1",
                        Map.of(),
                        true,
                        new AdapterConfig.Log("warn", "text", "stderr"),
                        new AdapterConfig.Clients(
                                Optional.of(new AdapterConfig.Maestro(
                                        "maestro.test:8090",
                                        "https://maestro.test",
                                        "src",
                                        "cli",
                                        "15s",
                                        "25s",
                                        4,
                                        Optional.of(new AdapterConfig.Keepalive("30s", "10s")),
                                        true,
                                        new AdapterConfig.MaestroAuth(
                                                "tls",
                                                new Secret("/ca"),
                                                new Secret("/cert"),
                                                new Secret("/key"),
                                                new Secret("/hca"),
                                                new Secret("")))),
                                new AdapterConfig.HyperFleetApi(
                                        "http://api.test",
                                        "v2",
                                        Duration.ofSeconds(90),
                                        5,
                                        "linear",
                                        Duration.ofMillis(1500),
                                        Duration.ofHours(1),
                                        Map.of("X-Team", new Secret("otters"), "X-Num", new Secret("7")),
                                        Optional.of(new AdapterConfig.ApiAuth("/token", Duration.ofMinutes(5)))),
                                new AdapterConfig.Broker("sub", "top", "", Duration.ZERO),
                                new AdapterConfig.Kubernetes("v1", "/kube", 12.5, 30))));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ADAPTER_NAME", "ADAPTER_VERSION", "DELIVERY_POLICY"})
    void theVariableOfASettingCountsAndItsFlagWins(Setting setting) {
        String fromVariable = sample(setting.kind(), 1);
        String fromFlag = sample(setting.kind(), 2);
        environment.put("HYPERFLEET_API_AUTH_TOKEN_PATH", "/token");
        environment.put(setting.variables().getFirst(), fromVariable);
        assertThat(valueOf(setting))
                .isEqualTo(setting.kind().parse(fromVariable).value());
        if (setting.flag().isPresent()) {
            flags.put(setting, fromFlag);
            assertThat(valueOf(setting))
                    .isEqualTo(setting.kind().parse(fromFlag).value());
        }
    }

    @Test
    void theDeliveryPolicyIsOneOfThoseThatExist() {
        environment.put("HYPERFLEET_DELIVERY_POLICY", "classified");
        assertThat(read(MINIMAL).clients().broker().deliveryPolicy()).isEqualTo("classified");
        flags.put(Setting.DELIVERY_POLICY, "clasified");
        assertThatThrownBy(() -> read(MINIMAL))
                .hasMessageContaining("unknown delivery policy \"clasified\" (supported: always-ack, classified)")
                .hasMessageContaining("the value is that of --delivery-policy; did you mean \"classified\"?");
    }

    @Test
    void generalVariableReplacesOnlyWhatTheFileGivesAndLosesAgainstAllOthers() {
        environment.put("HYPERFLEET_ADAPTER_NAME", "renamed");
        environment.put("HYPERFLEET_CLIENTS_BROKER_TOPIC", "general");
        environment.put("HYPERFLEET_CLIENTS_BROKER_SUBSCRIPTION_ID", "general");
        environment.put("HYPERFLEET_BROKER_SUBSCRIPTION_ID", "named");
        environment.put("HYPERFLEET_CLIENTS_HYPERFLEET_API_VERSION", "v9");
        AdapterConfig config = read(MINIMAL + "clients: {broker: {topic: t, subscription_id: s}}");
        assertThat(config.name()).isEqualTo("renamed");
        assertThat(config.clients().broker())
                .isEqualTo(new AdapterConfig.Broker("named", "general", "", Duration.ZERO));
        assertThat(config.clients().hyperfleetApi().version()).isEmpty();
    }

    @Test
    void variableNamedAfterABlockHasNoEffect() {
        environment.put("HYPERFLEET_ADAPTER", "foo");
        environment.put("HYPERFLEET_CLIENTS", "foo");
        assertThat(read(MINIMAL).name()).isEqualTo("lock");
    }

    @Test
    void oldBrokerVariablesCountWhenTheNewOnesAreEmpty() {
        environment.put("BROKER_TOPIC", "old-topic");
        environment.put("HYPERFLEET_BROKER_TOPIC", "");
        environment.put("BROKER_SUBSCRIPTION_ID", "old-subscription");
        environment.put("HYPERFLEET_BROKER_SUBSCRIPTION_ID", "new-subscription");
        assertThat(read(MINIMAL).clients().broker())
                .isEqualTo(new AdapterConfig.Broker("new-subscription", "old-topic", "", Duration.ZERO));
    }

    @Test
    void emptyVariableReplacesNothingButAnEmptyFlagDoes() {
        environment.put("HYPERFLEET_API_BASE_URL", "");
        String file = MINIMAL + "clients: {hyperfleet_api: {base_url: \"http://x\"}, broker: {topic: t}}";
        flags.put(Setting.BROKER_TOPIC, "");
        AdapterConfig config = read(file);
        assertThat(config.clients().hyperfleetApi().baseUrl()).isEqualTo("http://x");
        assertThat(config.clients().broker().topic()).isEmpty();
    }

    @Test
    void logVariablesIgnoreCaseExceptForTheOutput() {
        environment.putAll(Map.of("LOG_LEVEL", "ERROR", "LOG_FORMAT", "JSON", "LOG_OUTPUT", "StdErr"));
        assertThat(read(MINIMAL).log()).isEqualTo(new AdapterConfig.Log("error", "json", "StdErr"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clients: {maestro: {}}", "clients: {maestro: }", "clients: {maestro: {timeout: ~}}", "{}"})
    void emptyMaestroBlockIsNoMaestro(String rest) {
        assertThat(read(rest.equals("{}") ? MINIMAL : MINIMAL + rest).clients().maestro())
                .isEmpty();
    }

    @Test
    void anyFlagOfMaestroMakesItUsed() {
        flags.put(Setting.MAESTRO_INSECURE, "false");
        assertThat(read(MINIMAL).clients().maestro()).isPresent();
    }

    @Test
    void textsAreTakenAsWritten() {
        AdapterConfig config = read("""
                adapter: {name: 1.10, version: 0.1}
                clients: {broker: {subscription_id: 0123, topic: true}, hyperfleet_api: {version: ~}}
                """);
        assertThat(config.name()).isEqualTo("1.10");
        assertThat(config.clients().broker()).isEqualTo(new AdapterConfig.Broker("0123", "true", "", Duration.ZERO));
        assertThat(config.clients().hyperfleetApi().version()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"yes,true", "on,true", "'''yes''',true", "No,false", "OFF,false", "true,true"})
    void switchesUnderstandTheWordsOfOldYaml(String written, boolean expected) {
        assertThat(read(MINIMAL + "debug_config: " + written).debugConfig()).isEqualTo(expected);
    }

    @Test
    void fractionOfAWholeNumberIsCutOff() {
        AdapterConfig config =
                read(MINIMAL + "clients: {hyperfleet_api: {retry_attempts: 3.5}, kubernetes: {burst: 1e2, qps: 5}}");
        assertThat(config.clients().hyperfleetApi().retryAttempts()).isEqualTo(3);
        assertThat(config.clients().kubernetes()).isEqualTo(new AdapterConfig.Kubernetes("", "", 5, 100));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    debug_config: perhaps                             | 2:15 | debug_config must be true or false, not the text "perhaps"
                    debug_config: 'true'                              | 2:15 | debug_config must be true or false, not the text "true"
                    debug_config: 1                                   | 2:15 | debug_config must be true or false, not 1
                    adapter2: x                                       | 2:1  | unknown key "adapter2"
                    log: {Level: x}                                   | 2:7  | unknown key "Level" in log
                    log: [a]                                          | 2:6  | log must be a block of keys and values, not a list
                    clients: {hyperfleet_api: {timeout: 5}}           | 2:37 | clients.hyperfleet_api.timeout must be a text with a number and its unit, such as 10s, not 5
                    clients: {hyperfleet_api: {timeout: 1d}}          | 2:37 | such as 10s, not the text "1d"
                    clients: {hyperfleet_api: {timeout: ""}}          | 2:37 | such as 10s, not the text ""
                    clients: {hyperfleet_api: {retry_attempts: "3"}}  | 2:44 | must be a whole number without quotes, not the text "3"
                    clients: {kubernetes: {burst: 99999999999999999999}} | 2:31 | must be a whole number without quotes, not 9999999...
                    clients: {kubernetes: {qps: '1.5'}}               | 2:29 | must be a number without quotes, not the text "1.5"
                    clients: {broker: {topic: [a]}}                   | 2:27 | clients.broker.topic must be a text, not a list
                    """)
    void valueOfTheWrongTypeIsRefusedWithItsPlace(String line, String place, String text) {
        assertThat(refused(MINIMAL + line))
                .contains("failed to load adapter config: failed to parse adapter config YAML: ", text)
                .contains("\n  a.yaml:" + place);
    }

    @Test
    void allMistakesOfTheFileAreToldAtOnceWithPlacesAndHints() {
        assertThat(refused("""
                        adapter: {nme: x}
                        clients:
                          broker: {topic: t, topik: u}
                          kubernetes: {qps: fast}
                        surprise: 1
                        """)).isEqualTo("""
                        failed to load adapter config: failed to parse adapter config YAML: 4 problems
                          a.yaml:1:11: unknown key "nme" in adapter; did you mean "name"?
                          a.yaml:3:22: unknown key "topik" in clients.broker; did you mean "topic"?
                          a.yaml:4:21: clients.kubernetes.qps must be a number without quotes, not the text "fast"
                          a.yaml:5:1: unknown key "surprise"; known keys are adapter, debug_config, log, clients""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n"})
    void emptyFileIsRefused(String text) {
        assertThat(refused(text)).contains("failed to parse adapter config YAML: EOF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---", "null", "{}", "adapter: {name: ''}", "adapter: {name: ~}"})
    void nameIsRequired(String text) {
        assertThat(refused(text)).startsWith("adapter config validation failed: adapter.name is required\n  a.yaml:1:");
    }

    @Test
    void everyUnusableOverrideIsToldWithWhereItCameFrom() {
        environment.put("HYPERFLEET_API_TIMEOUT", "soon");
        environment.put("HYPERFLEET_API_BASE_DELAY", "30");
        environment.put("HYPERFLEET_KUBERNETES_QPS", "fast");
        flags.put(Setting.KUBERNETES_BURST, "1.5");
        assertThat(refused(MINIMAL).lines())
                .containsExactly(
                        "failed to load adapter config: failed to unmarshal adapter config: 4 problems",
                        "  'clients.hyperfleet_api.timeout' time: invalid duration; HYPERFLEET_API_TIMEOUT is \"soon\"; a number with its unit is needed, for example 10s",
                        "  'clients.hyperfleet_api.base_delay' time: missing unit in duration; HYPERFLEET_API_BASE_DELAY is \"30\"; a number with its unit is needed, for example 10s",
                        "  'clients.kubernetes.qps' cannot parse value as 'float32': strconv.ParseFloat: invalid syntax; HYPERFLEET_KUBERNETES_QPS is \"fast\"; a number is needed",
                        "  'clients.kubernetes.burst' cannot parse value as 'int': strconv.ParseInt: invalid syntax; --kubernetes-burst is \"1.5\"; a whole number is needed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {token_cache_ttl: 10s}               | clients.hyperfleet_api.auth.token_path must be set when auth is configured
                    {token_path: rel/token}              | clients.hyperfleet_api.auth.token_path must be an absolute path, got "rel/token"
                    {token_path: /t, token_cache_ttl: -1s} | clients.hyperfleet_api.auth.token_cache_ttl must not be negative
                    """)
    void unusableTokenFileIsRefused(String auth, String text) {
        assertThat(refused(MINIMAL + "clients: {hyperfleet_api: {auth: " + auth + "}}"))
                .startsWith("adapter config validation failed: " + text + "\n  a.yaml:");
    }

    @Test
    void missingFileIsNamed() {
        assertThat(refusal(new ConfigFlags("gone.yaml", "", Map.of())))
                .isEqualTo("failed to load adapter config: failed to read adapter config file \"gone.yaml\": "
                        + "open gone.yaml: no such file or directory");
    }

    @Test
    void withoutAnyPathTheStandardPlacesAreTried() {
        assertThat(refusal(new ConfigFlags("", "", Map.of())))
                .isEqualTo("failed to load adapter config: adapter config file path is required (use --config flag or "
                        + "HYPERFLEET_ADAPTER_CONFIG env var)");
        write("./configs/config.yaml", MINIMAL);
        assertThat(examine(new ConfigFlags("", "", Map.of())).file()).isEqualTo("./configs/config.yaml");
        write("e.yaml", MINIMAL);
        environment.put("HYPERFLEET_ADAPTER_CONFIG", "e.yaml");
        assertThat(examine(new ConfigFlags("", "", Map.of())).file()).isEqualTo("e.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3,1.2",
        "1.2.3,v1.2.9-rc.1",
        "1.2.3,0.1.0",
        "1.2.3,0.2",
        "v1.2.3,0.3.7",
        "0.0.0-dev,9.9",
        "1.2.3,''"
    })
    void versionOfTheProgramOrOfItsContractsIsAccepted(String program, String configured) {
        programVersion = program;
        assertThat(read("adapter: {name: a, version: '" + configured + "'}").version())
                .isEqualTo(configured);
    }

    @Test
    void anotherVersionIsRefused() {
        programVersion = "1.2.3";
        assertThat(refused("adapter: {name: a, version: 1.3.0}"))
                .startsWith("adapter version validation failed: adapter version mismatch: config \"1.3.0\" "
                        + "(major.minor=1.3) != adapter \"1.2.3\" (major.minor=1.2)\n  a.yaml:1:29: ");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0-dev, not-a-version, config version is not valid semver",
        "1.2.3, 1.2.3.4, config version is not valid semver",
        "abc123, 1.2.3, binary version is not valid semver"
    })
    void versionThatIsNoneIsWarnedOf(String program, String configured, String reason) {
        programVersion = program;
        write("a.yaml", "adapter: {name: a, version: " + configured + "}");
        assertThat(examine(new ConfigFlags("a.yaml", "", flags)).findings().warnings())
                .extracting(Problem::originalText)
                .containsExactly("Skipping adapter version validation: " + reason);
    }

    /** A value of that kind, another for each number. */
    private static String sample(ValueKind kind, int number) {
        return switch (kind) {
            case TEXT -> "/text-" + number;
            case FLAG -> number == 1 ? "true" : "0";
            case INTEGER -> "0x1" + number;
            case FLOAT -> "1." + number;
            case DURATION -> number + "m";
        };
    }

    /** What the merged configuration holds for a setting. */
    private Object valueOf(Setting setting) {
        AdapterConfig config = read(MINIMAL);
        Object value = ConfigValues.full(config);
        for (String key : setting.path().split("\\.", -1)) {
            // Zeros are left out of the map.
            value = ((Map<?, ?>) value).get(key);
            if (value == null) {
                return false;
            }
        }
        return value;
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).normalize().getParent());
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AdapterConfig read(String text) {
        write("a.yaml", text);
        AdapterExamination examination = examine(new ConfigFlags("a.yaml", "", flags));
        assertThat(examination.findings().refusal()).isEmpty();
        return examination.config();
    }

    private String refused(String text) {
        write("a.yaml", text);
        return refusal(new ConfigFlags("a.yaml", "", flags));
    }

    private String refusal(ConfigFlags given) {
        return examine(given).findings().refusal().orElseThrow().message();
    }

    private AdapterExamination examine(ConfigFlags given) {
        ConfigFiles files = new ConfigFiles(folder, InputStream.nullInputStream());
        return new AdapterConfigReader(files, environment, programVersion).examine(given);
    }
}
