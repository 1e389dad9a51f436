package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@code amqp://} or {@code amqps://} URL. No path, like the path {@code /}, means the virtual host {@code /}; without
 * a user it is {@code guest}. The options {@code heartbeat} (seconds), {@code connection_timeout} (milliseconds), {@code
 * channel_max}, {@code auth_mechanism} ({@code plain} or {@code external}), {@code cacertfile}, {@code certfile} and {@code
 * keyfile} are understood.
 *
 * @param virtualHost decoded
 * @param external whether the client certificate says who we are, instead of user and password
 */
record AmqpAddress(
        boolean secure,
        String host,
        int port,
        String user,
        String password,
        String virtualHost,
        int heartbeatSeconds,
        int connectionTimeoutMillis,
        int channelMax,
        boolean external,
        AmqpTls tls) {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpAddress.class);

    /** A declaration that is not answered in this time is given up, and the connection with it. */
    private static final int RPC_TIMEOUT_MILLIS = 10_000;

    /**
     * The largest message that RabbitMQ accepts by default. One that is larger than we process must still be received, to
     * be refused: otherwise the client would close the connection and meet it again, for ever.
     */
    private static final int MAX_MESSAGE_BYTES = 128 << 20;

    /** A dead connection is noticed after about twice this time, so that readiness follows within ten seconds. */
    private static final int HEARTBEAT_SECONDS = 4;

    /** Short, because an attempt that hangs delays the next one, which may find the broker back. */
    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

    private static final int CHANNEL_MAX = 2047;

    /** As {@link URI} has it, but for host names with an underscore, which container networks use. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(?<login>[^@]*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[\\w.~-]+)(?::(?<port>\\d{0,5}))?");

    /** The URL cannot be used. The message never shows the URL, which carries a password. */
    static final class UnusableException extends Exception {

        UnusableException(String message) {
            super(message);
        }
    }

    static AmqpAddress parse(String url) throws UnusableException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new UnusableException("rabbitmq.url is not a valid URL: " + e.getReason()
                    + "; characters such as # % / ? @ in user or password have to be percent-encoded");
        }
        boolean secure = "amqps".equals(uri.getScheme());
        Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
        if (!authority.matches()) {
            throw new UnusableException("rabbitmq.url has no valid host name and port");
        }
        String port = authority.group("port");
        String[] login = login(authority.group("login"));
        Map<String, String> options = options(uri.getRawQuery());
        AmqpAddress address = new AmqpAddress(
                secure,
                authority.group("host").replaceAll("^\\[|]$", ""),
                port != null && !port.isEmpty() ? Integer.parseInt(port) : secure ? 5671 : 5672,
                login[0],
                login[1],
                virtualHost(uri.getRawPath()),
                number(options, "heartbeat", HEARTBEAT_SECONDS),
                number(options, "connection_timeout", CONNECTION_TIMEOUT_MILLIS),
                number(options, "channel_max", CHANNEL_MAX),
                isExternal(options),
                AmqpTls.of(options));
        if (!options.isEmpty()) {
            throw new UnusableException(
                    "rabbitmq.url has options that are not supported: " + String.join(", ", options.keySet()));
        }
        return address;
    }

    /** What connects to the address. Files for TLS are read now. */
    ConnectionFactory factory() throws AmqpException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(virtualHost);
        factory.setRequestedHeartbeat(heartbeatSeconds);
        factory.setConnectionTimeout(connectionTimeoutMillis);
        factory.setHandshakeTimeout(connectionTimeoutMillis);
        factory.setRequestedChannelMax(channelMax);
        factory.setChannelRpcTimeout(RPC_TIMEOUT_MILLIS);
        factory.setMaxInboundMessageBodySize(MAX_MESSAGE_BYTES);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setThreadFactory(Thread.ofVirtual().name("amqp-", 0).factory());
        factory.setExceptionHandler(new QuietExceptionHandler());
        if (external) {
            factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        }
        if (secure) {
            factory.useSslProtocol(tls.context());
            factory.enableHostnameVerification();
        }
        return factory;
    }

    /** Connections that break are reported by their subscription, once. */
    private static final class QuietExceptionHandler extends DefaultExceptionHandler {

        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable exception) {
            LOG.debug("AMQP connection broke", exception);
        }
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static boolean isExternal(Map<String, String> options) throws UnusableException {
        String mechanism = options.getOrDefault("auth_mechanism", "plain").toLowerCase(Locale.ROOT);
        options.remove("auth_mechanism");
        return switch (mechanism) {
            case "plain" -> false;
            case "external" -> true;
            default ->
                throw new UnusableException("rabbitmq.url: auth_mechanism must be plain or external, not " + mechanism);
        };
    }

    private static String[] login(@Nullable String userInfo) {
        if (userInfo == null || userInfo.isEmpty()) {
            return new String[] {"guest", "guest"};
        }
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new String[] {decode(userInfo), ""}
                : new String[] {decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1))};
    }

    private static String virtualHost(@Nullable String path) {
        return path == null || path.isEmpty() || path.equals("/") ? "/" : decode(path.substring(1));
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new TreeMap<>();
        if (query == null || query.isEmpty()) {
            return options;
        }
        for (String option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            options.put(
                    decode(equals < 0 ? option : option.substring(0, equals)),
                    equals < 0 ? "" : decode(option.substring(equals + 1)));
        }
        return options;
    }

    private static int number(Map<String, String> options, String name, int otherwise) throws UnusableException {
        String text = options.remove(name);
        try {
            return text == null ? otherwise : Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new UnusableException("rabbitmq.url: the option " + name + " must be a number, not " + text);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
