package io.hyperfleet.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlRulesTest {

    private static final UrlRules RULES = new UrlRules("http://api.local:8000", "v1");

    @ParameterizedTest
    @CsvSource({
        "clusters/x, /api/hyperfleet/v1/clusters/x",
        "/clusters/x/, /api/hyperfleet/v1/clusters/x",
        "api/hyperfleet/v2/x, /api/hyperfleet/v2/x",
        "/apix, /api/hyperfleet/v1/apix",
        "../x, /api/hyperfleet/x",
        "//host/p, /api/hyperfleet/v1/p",
        "'', ''",
        "?a=b, /api/hyperfleet/v1?a=b",
    })
    void aRelativeUrlIsAPathOfTheApi(String url, String address) {
        assertThat(RULES.address(url)).isEqualTo(address);
    }

    @Test
    void aQueryIsKeptAndAFragmentIsNot() {
        assertThat(RULES.address("/ships?search=flag%3DSE&page=2#top"))
                .isEqualTo("/api/hyperfleet/v1/ships?search=flag%3DSE&page=2");
        assertThat(RULES.address("http://api.local:8000/ships?x=1")).isEqualTo("/ships?x=1");
    }

    @Test
    void aUrlOfAnotherOriginStaysAsItIs() {
        assertThat(RULES.address("https://api.local:8000/x")).isEqualTo("https://api.local:8000/x");
        assertThat(RULES.address("http://other.local/x?y=1")).isEqualTo("http://other.local/x?y=1");
    }

    @Test
    void withoutABaseEveryUrlStaysAsItIs() {
        assertThat(new UrlRules("", "v1").address("clusters/x?y=1")).isEqualTo("clusters/x?y=1");
    }

    @Test
    void anEmptyVersionIsTheFirst() {
        assertThat(new UrlRules("http://api.local", "").address("x")).isEqualTo("/api/hyperfleet/v1/x");
    }

    @ParameterizedTest
    @CsvSource({
        "ships/a%20b, /api/hyperfleet/v1/ships/a b, /api/hyperfleet/v1/ships/a%20b",
        "ships/a b, /api/hyperfleet/v1/ships/a b, /api/hyperfleet/v1/ships/a%20b",
        "ships/å, /api/hyperfleet/v1/ships/å, /api/hyperfleet/v1/ships/%C3%A5",
        "ships/a%2Fb, /api/hyperfleet/v1/ships/a%2Fb, /api/hyperfleet/v1/ships/a%2Fb",
        "ships/a%3Fb, /api/hyperfleet/v1/ships/a%3Fb, /api/hyperfleet/v1/ships/a%3Fb",
        "ships/a%252fb, /api/hyperfleet/v1/ships/a%252fb, /api/hyperfleet/v1/ships/a%252fb",
        "ships/%2E%2E/x, /api/hyperfleet/v1/ships/%2E%2E/x, /api/hyperfleet/v1/ships/%2E%2E/x",
        "ships/{id}, /api/hyperfleet/v1/ships/{id}, /api/hyperfleet/v1/ships/%7Bid%7D",
        "ships/%ff, /api/hyperfleet/v1/ships/%ff, /api/hyperfleet/v1/ships/%ff",
        "ships/%0d%0aX, /api/hyperfleet/v1/ships/%0d%0aX, /api/hyperfleet/v1/ships/%0d%0aX",
    })
    void escapesMeanTheSameOnTheWireAsInTheTask(String url, String shown, String sent) throws UrlSyntaxException {
        assertThat(RULES.address(url)).isEqualTo(shown);
        assertThat(UrlRules.wireForm(UrlRules.resolve("http://api.local:8000", shown)))
                .hasToString("http://api.local:8000" + sent);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/%zz, invalid URL escape \"%zz\"",
        "http://bad host/, invalid character \" \" in host name",
        "http://h:port/, invalid port \":port\" after host",
    })
    void whatIsNoUrlIsNamed(String text, String cause) {
        assertThatThrownBy(() -> UrlRules.wireForm(text)).hasMessage(cause);
    }
}
