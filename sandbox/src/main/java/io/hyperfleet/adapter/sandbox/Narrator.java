package io.hyperfleet.adapter.sandbox;

import io.hyperfleet.adapter.engine.run.Event;
import io.hyperfleet.adapter.engine.run.EventData;
import io.hyperfleet.adapter.engine.run.RunEvent;
import io.hyperfleet.adapter.engine.run.RunObserver;
import io.hyperfleet.adapter.engine.run.RunResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tells the runs of the program as they happen: what was received, asked, decided, applied, reported, acknowledged. */
final class Narrator implements RunObserver {

    private final Console console;
    private final Stage stage;
    private final Consumer<String> afterRun;
    private final AtomicInteger events = new AtomicInteger();

    /** A run stays on its thread. */
    private final Map<Thread, RunStory> stories = new ConcurrentHashMap<>();

    /**
     * @param afterRun gets the id of the resource whenever a run has ended
     */
    Narrator(Console console, Consumer<String> afterRun) {
        this.console = console;
        this.stage = new Stage(console::line);
        this.afterRun = afterRun;
    }

    /** Tells something that is no part of a run. */
    void remark(String line) {
        stage.interject(line);
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case RunEvent.Flow.EventReceived(Event received) -> begin(received);
            case RunEvent.Flow.EventProcessed(Event processed) -> end(processed);
            default -> {
                RunStory story = stories.get(Thread.currentThread());
                if (story != null) {
                    story.tell(event);
                }
            }
        }
    }

    private void begin(Event event) {
        EventData.Reference reference = reference(event);
        Stage.Story story = stage.begin();
        story.tell("  " + console.paint(Console.Tone.STRONG, "event " + events.incrementAndGet()) + "  " + event.type()
                + "  " + reference.id() + " g" + reference.generation());
        stories.put(Thread.currentThread(), new RunStory(story, console));
    }

    private void end(Event event) {
        RunStory story = stories.remove(Thread.currentThread());
        if (story != null) {
            story.acknowledged();
            story.end();
        }
        afterRun.accept(reference(event).id());
    }

    /** How a run ended, in a word. */
    static String outcome(RunResult result) {
        if (result.failed()) {
            return "failed";
        }
        return result.resourcesSkipped() ? "skipped" : "success";
    }

    private static EventData.Reference reference(Event event) {
        return switch (event.data()) {
            case EventData.Parsed(var _, EventData.Reference reference) -> reference;
            case EventData.Unreadable _ -> new EventData.Reference("?", "", "", 0, Optional.empty());
        };
    }
}
