package io.hyperfleet.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedFormatsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sprintf",
                "formatFloat",
                "parseFloat",
                "parseInt",
                "parseBool",
                "parseDuration",
                "durationString",
                "timeParse",
                "timeFormat",
                "quote"
            })
    void everyRecordedResultIsGos(String kind) {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode vector : Vectors.lines("gofmt.jsonl")) {
            if (!vector.get("kind").textValue().equals(kind)
                    || vector.toString().contains("celnull")) {
                continue;
            }
            compared++;
            String wanted = wanted(kind, Vectors.wanted(vector));
            String got = got(kind, vector.get("in"));
            if (!got.equals(wanted)) {
                differences.add(vector.get("in") + "\n  want " + wanted + "\n  got  " + got);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isPositive();
    }

    private static String wanted(String kind, JsonNode want) {
        String error = want.path("error").asText("");
        return switch (kind) {
            case "parseFloat", "parseInt", "parseBool" ->
                result(want.has("value") ? Vectors.value(want.get("value")) : false, error);
            case "parseDuration" -> result(want.path("nanos").asText("0"), error);
            case "timeParse" -> error.isEmpty() ? want.get("unixNanos").textValue() : error;
            case "quote" -> want.get("text").textValue() + want.get("ascii").textValue();
            default -> want.get("text").textValue();
        };
    }

    private static String got(String kind, JsonNode in) {
        String text = in.path("text").asText();
        return switch (kind) {
            case "sprintf" -> sprintf(in);
            case "formatFloat" -> formatFloat(in);
            case "parseFloat" -> result(GoNumbers.parseFloat(text));
            case "parseInt" -> result(GoNumbers.parseInt(text, 10, 64));
            case "parseBool" -> result(GoNumbers.parseBool(text));
            case "parseDuration" -> {
                Parsed<Duration> parsed = GoDuration.parse(text);
                yield result(parsed.value().toNanos(), error(parsed));
            }
            case "durationString" ->
                GoDuration.format(
                        Duration.ofNanos(Long.parseLong(in.get("nanos").textValue())));
            case "timeParse" -> timeParse(in);
            case "timeFormat" -> timeFormat(in);
            case "quote" -> {
                String value = String.valueOf(Vectors.value(in.get("value")));
                yield GoFormat.quote(value) + GoFormat.sprintf("%+q", value);
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String sprintf(JsonNode in) {
        List<@Nullable Object> arguments = new ArrayList<>();
        in.get("args").forEach(argument -> arguments.add(Vectors.value(argument)));
        return GoFormat.sprintf(in.get("format").textValue(), arguments.toArray());
    }

    private static String formatFloat(JsonNode in) {
        double value =
                GoNumbers.parseFloat(in.get("value").get("double").textValue()).value();
        return GoNumbers.formatFloat(
                value, in.get("verb").textValue().charAt(0), in.get("prec").intValue(), 64);
    }

    private static String timeParse(JsonNode in) {
        Parsed<ZonedDateTime> parsed = GoTime.parse(layout(in), in.get("text").textValue());
        ZonedDateTime time = parsed.value();
        return !parsed.isValid() ? error(parsed) : time.toEpochSecond() + GoTime.format(time, ".000000000");
    }

    private static String timeFormat(JsonNode in) {
        ZonedDateTime time = Vectors.time(in.get("time").textValue());
        ZoneId zone = in.has("zone") ? ZoneId.of(in.get("zone").textValue()) : time.getZone();
        return GoTime.format(time.withZoneSameInstant(zone), layout(in));
    }

    private static String layout(JsonNode in) {
        String layout = in.get("layout").textValue();
        return switch (layout) {
            case "@RFC3339" -> GoTime.RFC3339;
            case "@RFC3339Nano" -> GoTime.RFC3339_NANO;
            case "@String" -> GoTime.STRING;
            default -> layout;
        };
    }

    private static String result(Parsed<?> parsed) {
        return result(parsed.value(), error(parsed));
    }

    private static String result(@Nullable Object value, String error) {
        return value + " " + error;
    }

    private static String error(Parsed<?> parsed) {
        String error = parsed.error();
        return error == null ? "" : error;
    }
}
