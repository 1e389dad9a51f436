package io.hyperfleet.adapter.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogEncoderTest {

    private static final Instant TIME = Instant.parse("2026-08-18T10:00:00.123450Z");

    private final LogEncoder json = new JsonLogEncoder();
    private final LogEncoder text = new TextLogEncoder();

    @Test
    void aJsonLineHasTimeLevelMessageAndThenTheFieldsInTheirOrder() {
        LogLine line = line(
                "Event received",
                field("component", "a"),
                field("count", 5L),
                field("ready", true),
                field("nothing", null),
                field("failed_phases", List.of("resources", "post_actions")),
                field("nested", new LinkedHashMap<>(Map.of("k", 1.5))));

        assertThat(json.encode(line))
                .isEqualTo("{\"time\":\"2026-08-18T10:00:00.12345Z\",\"level\":\"INFO\",\"msg\":\"Event received\","
                        + "\"component\":\"a\",\"count\":5,\"ready\":true,\"nothing\":null,"
                        + "\"failed_phases\":[\"resources\",\"post_actions\"],\"nested\":{\"k\":1.5}}\n");
    }

    @Test
    void aTextLineHasMillisecondsAndQuotesOnlyWhereNeeded() {
        LogLine line = line(
                "Event received",
                field("component", "cl-namespace"),
                field("empty", ""),
                field("equation", "a=b"),
                field("one", List.of("resources")),
                field("two", List.of("a", "b")));

        assertThat(text.encode(line))
                .isEqualTo("time=2026-08-18T10:00:00.123Z level=INFO msg=\"Event received\" component=cl-namespace"
                        + " empty=\"\" equation=\"a=b\" one=[resources] two=\"[a b]\"\n");
    }

    @Test
    void theLocalZoneIsShown() {
        LogLine line = new LogLine(TIME, ZoneId.of("Europe/Prague"), "WARN", "m", List.of());

        assertThat(json.encode(line)).contains("\"time\":\"2026-08-18T12:00:00.12345+02:00\"");
        assertThat(text.encode(line)).startsWith("time=2026-08-18T12:00:00.123+02:00 ");
    }

    @Test
    void aWholeSecondHasNoFractionInJson() {
        LogLine line = new LogLine(Instant.parse("2026-08-18T10:00:00Z"), ZoneOffset.UTC, "INFO", "m", List.of());

        assertThat(json.encode(line)).contains("\"2026-08-18T10:00:00Z\"");
    }

    @Test
    void jsonEscapesWhatItMustAndNothingThatOnlyHtmlCaresFor() {
        String encoded = json.encode(line("<b> & \"q\" \\ \n\t\r \u0001 \u2028 ü 😀 \ud800"));

        assertThat(encoded)
                .contains("\"<b> & \\\"q\\\" \\\\ \\n\\t\\r \\u0001 \\u2028 ü 😀 \\ufffd\"")
                .endsWith("}\n");
        assertThat(encoded.lines()).hasSize(1);
    }

    @Test
    void noLineBreakOfAValueBreaksALine() {
        LogLine line = line("a\nlevel=ERROR msg=forged", field("k\ne", "v\r\nx"));

        assertThat(text.encode(line).lines()).hasSize(1);
        assertThat(text.encode(line)).contains("msg=\"a\\nlevel=ERROR msg=forged\"", "\"k\\ne\"=\"v\\r\\nx\"");
    }

    @Test
    void longTextsAreCutSoThatALineStaysBounded() {
        LogLine.Field[] fields = new LogLine.Field[20];
        Arrays.setAll(fields, i -> field("f" + i, "x".repeat(1_000_000)));
        LogLine line = line("y".repeat(1_000_000), fields);

        assertThat(json.encode(line).length()).isLessThan(96 * 1024);
        assertThat(json.encode(line)).contains("yyy...", "xxx...").endsWith("}\n");
        assertThat(text.encode(line).length()).isLessThan(96 * 1024);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, '\"plain\"'",
        "'a\"b', '\"a\\\"b\"'",
        "a\\b, '\"a\\\\b\"'",
        "ü, '\"ü\"'",
        "'\u200b', '\"\\u200b\"'"
    })
    void quotingFollowsGo(String raw, String quoted) {
        assertThat(GoQuote.quote(raw)).isEqualTo(quoted);
    }

    private static LogLine line(String message, LogLine.Field... fields) {
        return new LogLine(TIME, ZoneOffset.UTC, "INFO", message, List.of(fields));
    }

    private static LogLine.Field field(String key, Object value) {
        return new LogLine.Field(key, value);
    }
}
