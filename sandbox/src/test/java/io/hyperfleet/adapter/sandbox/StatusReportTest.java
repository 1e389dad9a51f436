package io.hyperfleet.adapter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusReportTest {

    @Test
    void aReportIsToldInOneLine() {
        String body = """
                {"adapter":"a","conditions":[
                 {"type":"Applied","status":"True","reason":"Created"},
                 {"type":"Available","status":"False","reason":"JobRunning"},
                 {"type":"Health","status":"True","reason":"Healthy"},
                 {"type":"Finalized","status":"False","reason":"NotDeleting"}]}""";
        assertThat(StatusReport.summary(body))
                .contains("Applied=True Created · Available=False JobRunning · Health=True");
    }

    @Test
    void anUnhealthyReportSaysWhy() {
        assertThat(
                        StatusReport.summary(
                                "{\"adapter\":\"a\",\"conditions\":[{\"type\":\"Health\",\"status\":\"False\",\"reason\":\"Broken\"}]}"))
                .contains("Health=False Broken");
    }

    @Test
    void otherBodiesAreNoReports() {
        assertThat(StatusReport.summary(null)).isEmpty();
        assertThat(StatusReport.summary("{\"spec\":{}}")).isEmpty();
        assertThat(StatusReport.summary("no JSON")).isEmpty();
    }
}
