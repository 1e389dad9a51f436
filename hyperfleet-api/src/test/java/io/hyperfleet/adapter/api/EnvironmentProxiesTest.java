package io.hyperfleet.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {

    @Test
    void eachSchemeHasItsOwnProxy() {
        EnvironmentProxies proxies =
                new EnvironmentProxies(Map.of("HTTP_PROXY", "http://one:3128", "https_proxy", "two:81"));

        assertThat(proxies.select(URI.create("http://api/x"))).isEqualTo(proxy("one", 3128));
        assertThat(proxies.select(URI.create("https://api/x"))).isEqualTo(proxy("two", 81));
    }

    @Test
    void withoutVariablesThereIsNoProxy() {
        assertThat(new EnvironmentProxies(Map.of()).select(URI.create("http://api/x")))
                .containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "* http://api/x true",
                "example.com http://example.com/ true",
                "example.com http://a.example.com/ true",
                ".example.com http://a.example.com/ true",
                ".example.com http://example.com/ false",
                "example.com http://notexample.com/ false",
                "10.0.0.0/8 http://10.9.8.7/ true",
                "10.0.0.0/8 http://11.9.8.7/ false",
                "example.com:8080 http://example.com:8080/ true",
                "example.com:8080 http://example.com/ false",
                "other http://localhost:9/ true",
                "other http://127.0.0.1:9/ true",
                "other http://[::1]:9/ true",
            })
    void exceptionsAreReachedDirectly(String exceptions, String url, boolean direct) {
        EnvironmentProxies proxies =
                new EnvironmentProxies(Map.of("HTTP_PROXY", "http://one:3128", "NO_PROXY", exceptions));

        assertThat(proxies.select(URI.create(url))).isEqualTo(direct ? List.of(Proxy.NO_PROXY) : proxy("one", 3128));
    }

    @Test
    void aProxyThatIsNoUrlIsNamedByItsVariableOnly() {
        assertThatThrownBy(() -> new EnvironmentProxies(Map.of("HTTP_PROXY", "http://user:pass word@")))
                .hasMessage("the environment variable HTTP_PROXY holds no URL");
    }

    @ParameterizedTest
    @CsvSource({
        "http://one:3128, ''",
        "http://user:secret@one:3128, user and password in the environment variable HTTPS_PROXY are not given",
        "socks5://one:1080, HTTPS_PROXY names a proxy of type socks5",
        "https://one:3129, HTTPS_PROXY names a proxy of type https",
    })
    void whatAProxyCannotBeUsedForIsSaidWithoutItsPassword(String proxy, String warning) {
        EnvironmentProxies proxies = new EnvironmentProxies(Map.of("HTTPS_PROXY", proxy));

        String warnings = String.join("\n", proxies.warnings());
        assertThat(warnings).contains(warning).doesNotContain("secret");
        assertThat(warnings.isEmpty()).isEqualTo(warning.isEmpty());
    }

    @Test
    void proxiesThatAreNeverUsedNeedNoWarning() {
        assertThat(new EnvironmentProxies(Map.of("HTTP_PROXY", "socks5://u:p@one:1080", "NO_PROXY", "*")).warnings())
                .isEmpty();
    }

    private static List<Proxy> proxy(String host, int port) {
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
    }
}
