package io.hyperfleet.adapter.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.value.JsonDecoder.Decoded;
import io.hyperfleet.adapter.engine.value.JsonEncoder.Encoded;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void integersAreDoublesInEventsAndStayIntegersInKubernetesObjects() {
        assertThat(JsonDecoder.eventData().decode("[1, 2.5]")).isEqualTo(new Decoded.Value(List.of(1.0, 2.5)));
        assertThat(JsonDecoder.kubernetesObject().decode("[1, 2.5]")).isEqualTo(new Decoded.Value(List.of(1L, 2.5)));
    }

    @Test
    void aMistakeIsToldInTheWordsOperatorsKnow() {
        assertThat(reason("<html>")).isEqualTo("invalid character '<' looking for beginning of value");
        assertThat(reason("{\"a\":")).isEqualTo("unexpected end of JSON input");
        assertThat(reason("{\"a\":1 \"b\"}")).isEqualTo("invalid character '\"' after object key:value pair");
        assertThat(reason("")).isEqualTo("unexpected end of JSON input");
    }

    @Test
    void numbersAreWrittenWithTheFewestDigits() {
        assertThat(JsonEncoder.encode(List.of(Double.MIN_VALUE, 1.5e-7, 1e21, -2.25e300, 1e20, 0.000001)))
                .isEqualTo(new JsonEncoder.Encoded.Text(
                        "[5e-324,1.5e-7,1e+21,-2.25e+300,100000000000000000000,0.000001]"));
    }

    @Test
    void whatIsNoObjectIsNamed() {
        assertThat(JsonDecoder.eventData().decodeObject("[1]"))
                .isEqualTo(new Decoded.Malformed(
                        "json: cannot unmarshal array into Go value of type map[string]interface {}"));
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(reason("[".repeat(100_000))).isEqualTo("exceeded max depth");
    }

    @Test
    void keysAreSortedAndHtmlIsEscaped() {
        assertThat(JsonEncoder.encode(Map.of("b", 1.0, "a", "<&>\u2028", "c", List.of(1e21, 1e-7, 5L))))
                .isEqualTo(new Encoded.Text("{\"a\":\"\\u003c\\u0026\\u003e\\u2028\",\"b\":1,\"c\":[1e+21,1e-7,5]}"));
    }

    @Test
    void timesAreTextDurationsNanosecondsAndBytesBase64() {
        assertThat(JsonEncoder.encode(List.of(
                        OffsetDateTime.parse("2026-01-02T03:04:05.5+02:00"), Duration.ofSeconds(1), new byte[] {1, 2})))
                .isEqualTo(new Encoded.Text("[\"2026-01-02T03:04:05.5+02:00\",1000000000,\"AQI=\"]"));
    }

    @Test
    void whatJsonCannotHoldIsNamed() {
        assertThat(JsonEncoder.encode(Double.NaN)).isEqualTo(new Encoded.Unsupported("json: unsupported value: NaN"));
    }

    private static String reason(String text) {
        return switch (JsonDecoder.eventData().decode(text)) {
            case Decoded.Value(Object value) -> "value " + value;
            case Decoded.Malformed(String reason) -> reason;
        };
    }
}
