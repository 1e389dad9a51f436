package io.hyperfleet.adapter.api;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scheme, host and port: what decides whether a server may see the token. */
record Origin(String scheme, String host, int port) {

    static Origin of(URI uri) {
        String scheme = lower(uri.getScheme());
        int standardPort = scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, lower(uri.getHost()), uri.getPort() < 0 ? standardPort : uri.getPort());
    }

    private static String lower(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").toLowerCase(Locale.ROOT);
    }
}
