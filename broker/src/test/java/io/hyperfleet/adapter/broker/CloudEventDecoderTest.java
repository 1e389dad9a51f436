package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperfleet.adapter.broker.CloudEventDecoder.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventDecoderTest {

    @Test
    void anEventAsSentinelPublishesItIsRead() {
        CloudEvent event = valid("""
            {"specversion":"1.0","id":"e1","source":"hyperfleet-sentinel",
             "type":"com.redhat.hyperfleet.cluster.reconcile","datacontenttype":"application/json",
             "data":{"generation":1,"id":"c1","kind":"Cluster"}}
            """);

        assertThat(event.id()).isEqualTo("e1");
        assertThat(event.source()).isEqualTo("hyperfleet-sentinel");
        assertThat(event.type()).isEqualTo("com.redhat.hyperfleet.cluster.reconcile");
        assertThat(event.time()).isNull();
        assertThat(data(event)).isEqualTo("{\"generation\":1,\"id\":\"c1\",\"kind\":\"Cluster\"}");
    }

    @Test
    void messagesRecordedFromSentinelAreReadWithoutAnythingLost() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode messages = json.readTree(getClass().getResourceAsStream("/wire/sentinel.json"));
        for (JsonNode message : messages) {
            Map<String, String> headers = new HashMap<>();
            message.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            byte[] body = Base64.getDecoder().decode(message.path("body").asText());

            CloudEvent event = ((Decoded.Valid) CloudEventDecoder.decode(body, headers)).event();

            ObjectNode again = json.createObjectNode()
                    .put("specversion", event.specVersion())
                    .put("id", event.id())
                    .put("source", event.source())
                    .put("type", event.type())
                    .put("datacontenttype", event.dataContentType());
            event.extensions().forEach(again::put);
            again.set("data", json.readTree(event.data()));
            assertThat(again).isEqualTo(message.path("decoded"));
            assertThat(event.subject()).isEmpty();
            assertThat(event.time()).isNull();
        }
        assertThat(messages).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":  2.50}", "[1 , 2]", "\"text\"", "12.00", "true", "null", "{\"a\":{\"b\":[]}}"})
    void dataIsKeptAsItWasWritten(String data) {
        assertThat(data(valid("{\"specversion\":\"1.0\",\"data\": " + data + " ,\"id\":\"x\"}")))
                .isEqualTo(data);
        assertThat(data(valid("{\"data\":" + data + ",\"specversion\":\"1.0\"}")))
                .isEqualTo(data);
    }

    @Test
    void nothingButTheVersionIsRequired() {
        CloudEvent event = valid("{\"specversion\":\"0.3\"}");

        assertThat(event.id()).isEmpty();
        assertThat(event.data()).isEmpty();
    }

    @Test
    void timeTraceAndOtherExtensionsAreRead() {
        CloudEvent event = valid("""
            {"specversion":"1.0","time":"2026-08-18T10:00:00.5+02:00","traceparent":"00-ab-cd-01","retries":3,"x":null}
            """);

        assertThat(event.time()).isEqualTo(OffsetDateTime.parse("2026-08-18T10:00:00.5+02:00"));
        assertThat(event.extensions()).containsOnly(Map.entry("traceparent", "00-ab-cd-01"), Map.entry("retries", "3"));
    }

    @Test
    void encodedDataIsDecoded() {
        assertThat(data(valid("{\"specversion\":\"1.0\",\"data_base64\":\"eyJhIjoxfQ==\"}")))
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void dataThatIsNotJsonIsTheContentOfItsString() {
        assertThat(
                        data(
                                valid(
                                        "{\"specversion\":\"1.0\",\"datacontenttype\":\"text/plain\",\"data\":\"{\\\"id\\\":\\\"c1\\\"}\"}")))
                .isEqualTo("{\"id\":\"c1\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "this is not json                     | not JSON at line 1, column",
                "{\"specversion\":\"1.0\"             | not JSON at line 1, column",
                "{\"specversion\":\"1.0\"} {}         | something follows the JSON object",
                "[]                                   | the message is not a JSON object",
                "{}                                   | specversion: no specversion",
                "{\"specversion\":\"2.0\"}            | specversion: unknown value: 2.0",
                "{\"specversion\":1.0}                | specversion: must be a string",
                "{\"specversion\":\"1.0\",\"id\":5}   | id: must be a string",
                "{\"specversion\":\"1.0\",\"time\":\"noon\"}       | time: \"noon\" is no RFC 3339 time",
                "{\"specversion\":\"1.0\",\"source\":\"a b\"}      | source: \"a b\" is no URI reference",
                "{\"specversion\":\"1.0\",\"Upper\":\"x\"}         | extension \"Upper\"",
                "{\"specversion\":\"1.0\",\"ext\":{}}              | extension ext: must be a string",
                "{\"specversion\":\"1.0\",\"data_base64\":\"%%\"}  | data_base64: is not base64",
                "{\"specversion\":\"1.0\",\"datacontenttype\":\"text/plain\",\"data\":{}} | data: must be a string",
            })
    void whatIsNoEventIsRefusedWithItsReason(String body, String reason) {
        assertThat(decode(body, Map.of()))
                .isInstanceOfSatisfying(
                        Decoded.Undecodable.class,
                        undecodable -> assertThat(undecodable.reason()).contains(reason));
    }

    @Test
    void aBodyWithoutEndOrBottomIsRefused() {
        assertThat(decode("{\"specversion\":\"1.0\",\"data\":" + "[".repeat(100_000), Map.of()))
                .isInstanceOf(Decoded.Undecodable.class);
        assertThat(CloudEventDecoder.decode(new byte[CloudEventDecoder.MAX_BODY_BYTES + 1], Map.of()))
                .isInstanceOf(Decoded.Undecodable.class);
        assertThat(CloudEventDecoder.decode(new byte[0], Map.of())).isInstanceOf(Decoded.Undecodable.class);
    }

    @ParameterizedTest
    @CsvSource({"cloudEvents:", "cloudEvents_", "ce-", "ce_"})
    void attributesInHeadersAreUnderstoodAsWell(String prefix) {
        Decoded decoded = decode(
                "{\"id\":\"c1\"}",
                Map.of(
                        prefix + "specversion",
                        "1.0",
                        prefix + "id",
                        "e1",
                        prefix + "type",
                        "t",
                        prefix + "source",
                        "s",
                        prefix + "traceparent",
                        "00-ab-cd-01",
                        "x-death",
                        "[{count=1}]",
                        "content-type",
                        "application/json"));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Valid.class, valid -> {
            assertThat(valid.event().id()).isEqualTo("e1");
            assertThat(data(valid.event())).isEqualTo("{\"id\":\"c1\"}");
            assertThat(valid.event().extensions()).containsOnly(Map.entry("traceparent", "00-ab-cd-01"));
        });
    }

    private static CloudEvent valid(String body) {
        Decoded decoded = decode(body, Map.of());
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    private static Decoded decode(String body, Map<String, String> headers) {
        return CloudEventDecoder.decode(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static String data(CloudEvent event) {
        return event.data();
    }
}
