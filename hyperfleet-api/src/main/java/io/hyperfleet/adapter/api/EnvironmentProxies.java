package io.hyperfleet.adapter.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names: {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in upper or lower
 * case. {@code NO_PROXY} lists hosts, domains (with what is below them), addresses and address ranges such as {@code
 * 10.0.0.0/8}, each with an optional port, or {@code *} for all. The machine itself is never reached through a proxy.
 */
public final class EnvironmentProxies extends ProxySelector {

    private static final int STANDARD_PROXY_PORT = 80;

    private final Optional<InetSocketAddress> http;
    private final Optional<InetSocketAddress> https;
    private final List<String> exceptions;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @throws IllegalArgumentException when a proxy variable holds no URL; the message names the variable
     */
    public EnvironmentProxies(Map<String, String> environment) {
        this.http = proxy(environment, "HTTP_PROXY", warnings);
        this.https = proxy(environment, "HTTPS_PROXY", warnings);
        this.exceptions = Arrays.stream(value(environment, "NO_PROXY").split(",", -1))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** What in the variables cannot be done as it is meant, and what to do about it; nothing secret is in it. */
    public List<String> warnings() {
        return exceptions.contains("*") ? List.of() : List.copyOf(warnings);
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<InetSocketAddress> proxy = "https".equals(uri.getScheme()) ? https : http;
        if (proxy.isEmpty() || uri.getHost() == null || isExcepted(Origin.of(uri))) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of(new Proxy(Proxy.Type.HTTP, proxy.get()));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails with the same cause and says so.
    }

    private static Optional<InetSocketAddress> proxy(
            Map<String, String> environment, String name, List<String> warnings) {
        String text = value(environment, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() != null) {
                warn(name, uri, warnings);
                int port = uri.getPort() < 0 ? STANDARD_PROXY_PORT : uri.getPort();
                return Optional.of(InetSocketAddress.createUnresolved(uri.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the text: it may hold a password.
        }
        throw new IllegalArgumentException("the environment variable " + name + " holds no URL");
    }

    private static void warn(String name, URI proxy, List<String> warnings) {
        String remedy = "; use a proxy of the form http://host:port, or list the hosts in NO_PROXY";
        if (!"http".equalsIgnoreCase(proxy.getScheme())) {
            warnings.add("the environment variable " + name + " names a proxy of type " + proxy.getScheme()
                    + ", which is spoken to as an http proxy" + remedy);
        }
        if (proxy.getRawUserInfo() != null) {
            warnings.add("the user and password in the environment variable " + name
                    + " are not given to the proxy, which will refuse requests if it wants them" + remedy);
        }
    }

    private static String value(Map<String, String> environment, String name) {
        String upper = environment.getOrDefault(name, "");
        return (upper.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper).strip();
    }

    private boolean isExcepted(Origin origin) {
        String host = origin.host().startsWith("[")
                ? origin.host().substring(1, origin.host().length() - 1)
                : origin.host();
        InetAddress address = literalAddress(host);
        if (host.equals("localhost") || (address != null && address.isLoopbackAddress())) {
            return true;
        }
        return exceptions.stream().anyMatch(entry -> matches(entry, host, origin.port(), address));
    }

    private static boolean matches(String entry, String host, int port, @Nullable InetAddress address) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash > 0) {
            return address != null && isInRange(entry.substring(0, slash), entry.substring(slash + 1), address);
        }
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && entry.indexOf(':') == colon;
        if (hasPort && !entry.substring(colon + 1).equals(String.valueOf(port))) {
            return false;
        }
        String name = hasPort ? entry.substring(0, colon) : entry;
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        return domain.startsWith(".") ? host.endsWith(domain) : host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean isInRange(String network, String prefixLength, InetAddress address) {
        InetAddress base = literalAddress(network);
        if (base == null || !prefixLength.matches("\\d{1,3}")) {
            return false;
        }
        byte[] wanted = base.getAddress();
        byte[] actual = address.getAddress();
        int bits = Integer.parseInt(prefixLength);
        if (wanted.length != actual.length || bits > wanted.length * Byte.SIZE) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((wanted[bit / Byte.SIZE] & mask) != (actual[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The address a text spells out; null for a name, which is never looked up. */
    private static @Nullable InetAddress literalAddress(String text) {
        if (!text.contains(":") && !text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
