package io.hyperfleet.adapter.engine.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperfleet.adapter.engine.value.Numbers;
import io.hyperfleet.gotemplate.GoDuration;
import io.hyperfleet.gotemplate.GoFormat;
import io.hyperfleet.gotemplate.GoNumbers;
import io.hyperfleet.gotemplate.GoTime;
import io.hyperfleet.gotemplate.Parsed;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Go's formatting and parsing of numbers, texts, times and durations. */
public final class GoFormatFamily implements VectorFamily {

    @Override
    public Set<String> kinds() {
        return Set.of(
                "sprintf",
                "formatFloat",
                "parseFloat",
                "parseInt",
                "parseBool",
                "parseDuration",
                "durationString",
                "timeParse",
                "timeFormat",
                "quote");
    }

    @Override
    public Optional<Mismatch> replay(VectorCase vector, VectorValues values) {
        JsonNode in = vector.in();
        String text = in.path("text").asText();
        String got = switch (vector.kind()) {
            case "sprintf" -> sprintf(in, values);
            case "formatFloat" -> formatFloat(in, values);
            case "parseFloat" -> parsed(GoNumbers.parseFloat(text));
            case "parseInt" -> parsed(GoNumbers.parseInt(text, 10, Long.SIZE));
            case "parseBool" -> parsed(GoNumbers.parseBool(text));
            case "parseDuration" -> parsedDuration(GoDuration.parse(text));
            case "durationString" ->
                GoDuration.format(Duration.ofNanos(in.path("nanos").asLong()));
            case "timeParse" -> parseTime(in);
            case "timeFormat" -> formatTime(in);
            default -> quote(values.decode(in.path("value")));
        };
        return VectorFamily.compare(expected(vector, values), got);
    }

    /** All integers are of one type here. */
    static String withOneIntegerType(String text) {
        return text.replaceAll("\\bint64\\b", "int");
    }

    private static String expected(VectorCase vector, VectorValues values) {
        JsonNode want = vector.want();
        if (!vector.wantedError().isEmpty()) {
            return vector.wantedError();
        }
        return switch (vector.kind()) {
            case "parseFloat", "parseInt", "parseBool" ->
                VectorValues.canonical(values.decode(want.path("value")), false);
            case "parseDuration" -> want.path("nanos").asText();
            case "timeParse" -> want.path("unixNanos").asText();
            case "quote" -> want.path("text").asText() + want.path("ascii").asText();
            default -> withOneIntegerType(want.path("text").asText());
        };
    }

    private static String parsed(Parsed<?> parsed) {
        String error = parsed.error();
        return error == null ? VectorValues.canonical(parsed.value(), false) : error;
    }

    private static String parsedDuration(Parsed<Duration> parsed) {
        String error = parsed.error();
        return error == null ? Long.toString(parsed.value().toNanos()) : error;
    }

    private static String sprintf(JsonNode in, VectorValues values) {
        List<@Nullable Object> arguments = new ArrayList<>();
        in.path("args").forEach(argument -> arguments.add(values.decode(argument)));
        return withOneIntegerType(GoFormat.sprintf(in.path("format").asText(), arguments.toArray()));
    }

    private static String formatFloat(JsonNode in, VectorValues values) {
        Object value = values.decode(in.path("value"));
        double number = value == null ? Double.NaN : Numbers.toDouble(value);
        return GoNumbers.formatFloat(
                number, in.path("verb").asText().charAt(0), in.path("prec").asInt(), Double.SIZE);
    }

    private static String parseTime(JsonNode in) {
        Parsed<@Nullable ZonedDateTime> parsed =
                GoTime.parse(layout(in), in.path("text").asText());
        ZonedDateTime time = parsed.value();
        String error = parsed.error();
        return error != null || time == null
                ? String.valueOf(error)
                : time.toEpochSecond() + GoTime.format(time, ".000000000");
    }

    private static String formatTime(JsonNode in) {
        ZonedDateTime time = OffsetDateTime.parse(in.path("time").asText()).toZonedDateTime();
        ZoneId zone = in.has("zone") ? ZoneId.of(in.get("zone").asText()) : time.getZone();
        return GoTime.format(time.withZoneSameInstant(zone), layout(in));
    }

    private static String layout(JsonNode in) {
        String layout = in.path("layout").asText();
        return switch (layout) {
            case "@RFC3339" -> GoTime.RFC3339;
            case "@RFC3339Nano" -> GoTime.RFC3339_NANO;
            case "@String" -> GoTime.STRING;
            default -> layout;
        };
    }

    private static String quote(@Nullable Object value) {
        String text = String.valueOf(value);
        return GoFormat.quote(text) + GoFormat.sprintf("%+q", text);
    }
}
