package io.hyperfleet.adapter.broker;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * An {@code amqp://} or {@code amqps://} URL. No path, like the path {@code /}, means the virtual host {@code /}; without
 * a user it is {@code guest}. The options {@code heartbeat} (seconds), {@code connection_timeout} (milliseconds), {@code
 * channel_max} and {@code cacertfile} are understood.
 *
 * @param virtualHost decoded
 * @param caFile PEM file with the certificates to trust; null for those of the system
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
        @Nullable String caFile) {

    /** A dead connection is noticed after about twice this time, so that readiness follows within ten seconds. */
    private static final int HEARTBEAT_SECONDS = 4;

    /** Short, because an attempt that hangs delays the next one, which may find the broker back. */
    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;

    private static final int CHANNEL_MAX = 2047;

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
        if (uri.getHost() == null) {
            throw new UnusableException("rabbitmq.url has no valid host name");
        }
        String[] login = login(uri.getRawUserInfo());
        Map<String, String> options = options(uri.getRawQuery());
        AmqpAddress address = new AmqpAddress(
                secure,
                uri.getHost().replaceAll("^\\[|]$", ""),
                uri.getPort() >= 0 ? uri.getPort() : secure ? 5671 : 5672,
                login[0],
                login[1],
                virtualHost(uri.getRawPath()),
                number(options, "heartbeat", HEARTBEAT_SECONDS),
                number(options, "connection_timeout", CONNECTION_TIMEOUT_MILLIS),
                number(options, "channel_max", CHANNEL_MAX),
                options.remove("cacertfile"));
        if (!options.isEmpty()) {
            throw new UnusableException(
                    "rabbitmq.url has options that are not supported: " + String.join(", ", options.keySet()));
        }
        return address;
    }

    /** Sets what the address says; where to connect, how, and how long to wait. */
    void configure(ConnectionFactory factory) throws UnusableException {
        factory.setHost(host);
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(virtualHost);
        factory.setRequestedHeartbeat(heartbeatSeconds);
        factory.setConnectionTimeout(connectionTimeoutMillis);
        factory.setHandshakeTimeout(connectionTimeoutMillis);
        factory.setRequestedChannelMax(channelMax);
        if (secure) {
            factory.useSslProtocol(tls());
            factory.enableHostnameVerification();
        }
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private SSLContext tls() throws UnusableException {
        try {
            if (caFile == null) {
                return SSLContext.getDefault();
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted(Path.of(caFile)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableException("TLS of rabbitmq.url (cacertfile " + caFile + ") cannot be set up: " + e);
        }
    }

    private static KeyStore trusted(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        List<Certificate> certificates = new ArrayList<>();
        try (InputStream content = Files.newInputStream(file)) {
            certificates.addAll(CertificateFactory.getInstance("X.509").generateCertificates(content));
        }
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
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
