package io.hyperfleet.adapter.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;

/** Looks whether the first machine on the way to a URL takes connections. */
final class Connectivity {

    private static final int TIMEOUT_MILLIS = 2_000;

    private final String baseUrl;
    private final ProxySelector proxies;

    Connectivity(String baseUrl, ProxySelector proxies) {
        this.baseUrl = baseUrl;
        this.proxies = proxies;
    }

    boolean check() {
        URI target;
        try {
            target = UrlRules.wireForm(baseUrl);
        } catch (UrlSyntaxException e) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(firstHop(target), TIMEOUT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private SocketAddress firstHop(URI target) {
        for (Proxy proxy : proxies.select(target)) {
            if (proxy.address() instanceof InetSocketAddress address) {
                return address.isUnresolved()
                        ? new InetSocketAddress(address.getHostString(), address.getPort())
                        : address;
            }
        }
        Origin origin = Origin.of(target);
        return new InetSocketAddress(origin.host().replaceAll("^\\[|]$", ""), origin.port());
    }
}
