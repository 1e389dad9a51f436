package io.hyperfleet.adapter.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hyperfleet.adapter.engine.run.ApiRequest;
import io.hyperfleet.adapter.engine.run.ApiResult;
import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.Failure;
import io.hyperfleet.adapter.engine.run.FailureClass;
import io.hyperfleet.adapter.engine.run.Operation;
import io.hyperfleet.adapter.engine.run.Phase;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunEvent.Action;
import io.hyperfleet.adapter.engine.run.RunEvent.Flow;
import io.hyperfleet.adapter.engine.run.RunEvent.Post;
import io.hyperfleet.adapter.engine.run.RunEvent.Precondition;
import io.hyperfleet.adapter.engine.run.RunEvent.ResourceStep;
import io.hyperfleet.adapter.engine.run.RunResult;
import io.hyperfleet.adapter.engine.value.Resource;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogObserverTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(LogObserver.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final LogObserver observer = new LogObserver();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private List<String> told(RunEvent... events) {
        for (RunEvent event : events) {
            observer.on(event);
        }
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage()
                        + (line.getKeyValuePairs() == null ? "" : " " + line.getKeyValuePairs()))
                .toList();
    }

    private static Event event() {
        return new Event(
                "e1",
                "test.changed",
                "/test",
                OffsetDateTime.parse("2026-08-18T10:00:00Z"),
                EventData.parse("{}"),
                Map.of());
    }

    private static RunResult result(Phase phase, List<Failure> failures) {
        return new RunResult(phase, failures, false, "", Map.of(), List.of(), List.of(), List.of(), Map.of());
    }

    @Test
    void theLinesOfASuccessfulRunAreTheFamiliarOnes() {
        Resource object = new Resource(Map.of("kind", "ConfigMap"));

        assertThat(told(
                        new Flow.EventReceived(event()),
                        new Flow.RunStarted(event()),
                        new Flow.PhaseStarted(Phase.PARAM_EXTRACTION, 2),
                        new Flow.PhaseSucceeded(Phase.PARAM_EXTRACTION, 6),
                        new Flow.PhaseStarted(Phase.PRECONDITIONS, 1),
                        new Precondition.Met("p"),
                        new Flow.PhaseSucceeded(Phase.PRECONDITIONS, 1),
                        new Flow.PhaseStarted(Phase.RESOURCES, 1),
                        new ResourceStep.Applied("r", object, Operation.CREATE, "resource not found", object),
                        new Flow.PhaseSucceeded(Phase.RESOURCES, 1),
                        new Flow.PhaseStarted(Phase.POST_ACTIONS, 1),
                        new Post.PayloadsStarted(1),
                        new Post.ActionSucceeded("a"),
                        new Flow.PhaseSucceeded(Phase.POST_ACTIONS, 1),
                        new Flow.RunFinished(result(Phase.POST_ACTIONS, List.of()), Duration.ZERO),
                        new Flow.EventProcessed(event())))
                .containsExactly(
                        "INFO Event received: id=e1 type=test.changed source=/test time=2026-08-18 10:00:00 +0000 UTC",
                        "INFO Processing event",
                        "INFO Phase param_extraction: RUNNING",
                        "DEBUG Parameter extraction completed: extracted 6 params",
                        "INFO Phase preconditions: RUNNING - 1 configured",
                        "INFO Precondition[p] evaluated: MET",
                        "INFO Phase preconditions: SUCCESS - MET - 1 passed",
                        "INFO Phase resources: RUNNING - 1 configured",
                        "INFO Resource[r] processed: operation=create reason=resource not found [k8s_result=\"SUCCESS\"]",
                        "INFO Phase resources: SUCCESS - 1 processed",
                        "INFO Phase post_actions: RUNNING - 1 configured",
                        "INFO Building 1 post payloads",
                        "INFO PostAction[a] processed: SUCCESS - status=success",
                        "INFO Phase post_actions: SUCCESS - 1 executed",
                        "INFO Event execution finished: event_execution_status=success resources_skipped=false reason=",
                        "INFO Event processed: type=test.changed source=/test time=2026-08-18 10:00:00 +0000 UTC");
    }

    @Test
    void aFailureCarriesItsReasonAsAField() {
        Failure failure = new Failure(Phase.RESOURCES, "r", "resource execution failed: boom", FailureClass.TERMINAL);

        assertThat(told(
                        new ResourceStep.ApplyFailed("r", "boom"),
                        new Flow.PhaseFailed(Phase.RESOURCES, "[resources] r: boom"),
                        new Flow.RunFinished(result(Phase.POST_ACTIONS, List.of(failure)), Duration.ZERO)))
                .containsExactly(
                        "ERROR Resource[r] processed: FAILED [k8s_result=\"FAILED\", error=\"boom\"]",
                        "ERROR Phase resources: FAILED [error=\"[resources] r: boom\"]",
                        "ERROR Event execution finished: event_execution_status=failed [error=\"execution failed:"
                                + " resources: resource execution failed: boom\"]");
    }

    @Test
    void aRunThatEndedEarlyHasNoLastLine() {
        assertThat(told(new Flow.RunFinished(result(Phase.PARAM_EXTRACTION, List.of()), Duration.ZERO)))
                .isEmpty();
    }

    @Test
    void aRefusedReportSaysSoTwice() {
        ApiRequest request = new ApiRequest("PUT", "/x", List.of(), "{}", null, 0, null);
        ApiResult refused = new ApiResult.Response(400, "Bad Request", "", 1);

        assertThat(told(
                        new Action.CallStarted(Phase.POST_ACTIONS, "a", "PUT", request),
                        new Action.CallFinished(Phase.POST_ACTIONS, "a", request, refused, Duration.ZERO)))
                .containsExactly(
                        "INFO Making API call: PUT /x",
                        "DEBUG API call payload: PUT /x payload={}",
                        "ERROR PUT Request failed [error=\"PUT /x returned non-success status: 400\"]",
                        "INFO API call completed: 400 Bad Request");
    }

    @Test
    void bracesInWhatATaskLogsStayAsTheyAre() {
        assertThat(told(new Action.LogWritten(RunEvent.LogLevel.WARN, "{} {\"a\":1}")))
                .containsExactly("WARN [config] {} {\"a\":1}");
    }
}
