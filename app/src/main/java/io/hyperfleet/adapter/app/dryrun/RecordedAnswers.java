package io.hyperfleet.adapter.app.dryrun;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.hyperfleet.adapter.engine.value.JsonDecoder;
import io.hyperfleet.adapter.engine.value.JsonEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of the API that a dry run is given, in the order of the file. */
record RecordedAnswers(List<Endpoint> endpoints) {

    /**
     * @param method {@code *} for any
     * @param urlPattern found anywhere in the URL
     * @param answers each for one call, the last one for all further calls; never empty
     */
    record Endpoint(String method, Pattern urlPattern, List<Answer> answers) {}

    /**
     * @param body JSON
     */
    record Answer(int status, String body) {}

    private record Entry(String method, String urlPattern, List<Answer> answers) {}

    private static final String FILE_TYPE = "dryrun.DryrunResponsesFile";

    RecordedAnswers {
        endpoints = List.copyOf(endpoints);
    }

    /** Without answers of its own, the API answers everything with 200 and an empty object. */
    static RecordedAnswers none() {
        return new RecordedAnswers(List.of());
    }

    static RecordedAnswers load(String path) throws Refused {
        List<Entry> entries;
        try {
            entries = read(path);
        } catch (Refused e) {
            throw e.within("failed to load dryrun responses");
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            endpoints.add(new Endpoint(entry.method(), compile(i, entry.urlPattern()), entry.answers()));
        }
        return new RecordedAnswers(endpoints);
    }

    private static List<Entry> read(String path) throws Refused {
        String json = InputFile.read(path, "failed to read dryrun responses file \"" + path + "\"");
        List<Entry> entries;
        try {
            entries = parse(json);
        } catch (Refused e) {
            throw e.within("failed to parse dryrun responses file \"" + path + "\"");
        }
        for (int i = 0; i < entries.size(); i++) {
            String place = "dryrun responses file \"" + path + "\": endpoint " + i;
            if (entries.get(i).answers().isEmpty()) {
                throw new Refused(place + " has no responses defined");
            }
            if (entries.get(i).urlPattern().isEmpty()) {
                throw new Refused(place + " has empty urlPattern");
            }
        }
        return entries;
    }

    private static List<Entry> parse(String json) throws Refused {
        JsonFields file = switch (JsonDecoder.eventData().decode(json)) {
            case JsonDecoder.Decoded.Malformed(String reason) -> throw new Refused(reason);
            case JsonDecoder.Decoded.Value(Object value) -> fields(value, "DryrunResponsesFile", FILE_TYPE);
        };
        List<Entry> entries = new ArrayList<>();
        for (Object item : file.list("responses", "[]dryrun.DryrunEndpoint")) {
            JsonFields endpoint = fields(item, "DryrunEndpoint.responses", "dryrun.DryrunEndpoint");
            JsonFields match = endpoint.object("match", "dryrun.DryrunMatch");
            List<Answer> answers = new ArrayList<>();
            for (Object answer : endpoint.list("responses", "[]dryrun.DryrunResponse")) {
                answers.add(answer(fields(answer, "DryrunResponse.responses.responses", "dryrun.DryrunResponse")));
            }
            entries.add(new Entry(match.text("method"), match.text("urlPattern"), List.copyOf(answers)));
        }
        return entries;
    }

    private static JsonFields fields(@Nullable Object value, String goStruct, String goType) throws Refused {
        return switch (value) {
            case null -> new JsonFields(Map.of(), goStruct);
            case Map<?, ?> map -> new JsonFields(map, goStruct);
            default ->
                throw new Refused(
                        "json: cannot unmarshal " + JsonFields.typeOf(value) + " into Go value of type " + goType);
        };
    }

    private static Answer answer(JsonFields fields) throws Refused {
        int status = fields.integer("statusCode");
        Object body = fields.any("body");
        if (body == null) {
            return new Answer(status == 0 ? 200 : status, "{}");
        }
        return switch (JsonEncoder.encode(body)) {
            case JsonEncoder.Encoded.Text(String json) -> new Answer(status == 0 ? 200 : status, json);
            case JsonEncoder.Encoded.Unsupported(String reason) -> throw new Refused(reason);
        };
    }

    /** Patterns are those of Go, and like there none takes more than linear time. */
    private static Pattern compile(int index, String pattern) throws Refused {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new Refused("failed to create dryrun API client: endpoint " + index + ": invalid urlPattern \""
                    + pattern + "\": " + e.getMessage());
        }
    }
}
