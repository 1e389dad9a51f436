package io.hyperfleet.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedTemplatesTest {

    @Test
    void everyRecordedTemplateGivesGosTextOrGosError() {
        List<String> differences = new ArrayList<>();
        for (JsonNode vector : Vectors.lines("templates.jsonl")) {
            if (isDecidedOtherwise(vector)) {
                continue;
            }
            String wanted = wanted(vector);
            String got = withOneIntegerType(rendered(vector.get("in")));
            if (!got.equals(wanted)) {
                differences.add(vector.get("id").textValue() + " " + template(vector.get("in")) + "\n  want " + wanted
                        + "\n  got  " + got);
            }
        }
        assertThat(differences).isEmpty();
    }

    /** A CEL null is null in this project, and a difference without recorded text says nothing about ours. */
    private static boolean isDecidedOtherwise(JsonNode vector) {
        boolean unspecified = vector.path("deviation").booleanValue() && !vector.has("port");
        return unspecified || template(vector.get("in")).contains(".cnull");
    }

    /** The recorded text; all integers are of type int here. */
    private static String wanted(JsonNode vector) {
        JsonNode want = Vectors.wanted(vector);
        JsonNode text = want.has("error") ? want.get("error") : want.get("text");
        return withOneIntegerType(String.valueOf(Vectors.value(text)));
    }

    private static String withOneIntegerType(String text) {
        return text.replaceAll("\\bint64\\b", "int");
    }

    private static String rendered(JsonNode in) {
        try {
            return GoTemplate.parse("template", template(in), SampleFunctions.ALL, TemplateLimits.DEFAULT)
                    .execute(Vectors.value(in.get("data")));
        } catch (TemplateSyntaxException e) {
            return "failed to parse template: " + e.getMessage();
        } catch (TemplateExecutionException e) {
            return "failed to execute template: " + e.getMessage();
        }
    }

    private static String template(JsonNode in) {
        if (in.has("template")) {
            return in.get("template").textValue();
        }
        JsonNode repeat = in.get("templateRepeat");
        int times = repeat.get(1).intValue();
        return repeat.get(0).textValue()
                + repeat.get(2).textValue().repeat(times)
                + repeat.get(3).textValue()
                + (repeat.size() > 4 ? repeat.get(4).textValue().repeat(times) : "")
                + (repeat.size() > 5 ? repeat.get(5).textValue() : "");
    }
}
