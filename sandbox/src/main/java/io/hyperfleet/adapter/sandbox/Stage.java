package io.hyperfleet.adapter.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the stories of runs that go on at the same time apart: one of them is told as it happens, the others are kept back
 * and told afterwards, each in one piece.
 */
final class Stage {

    private final Consumer<String> lines;
    private final Deque<Story> waiting = new ArrayDeque<>();

    Stage(Consumer<String> lines) {
        this.lines = lines;
    }

    /** One story. Its lines come from one thread. */
    final class Story {

        private final List<String> keptBack = new ArrayList<>();
        private boolean ended;

        void tell(String line) {
            synchronized (Stage.this) {
                if (waiting.peekFirst() == this) {
                    lines.accept(line);
                } else {
                    keptBack.add(line);
                }
            }
        }

        void end() {
            synchronized (Stage.this) {
                ended = true;
                while (!waiting.isEmpty() && waiting.getFirst().ended) {
                    waiting.removeFirst();
                    tellKeptBackOfFirst();
                }
            }
        }
    }

    synchronized Story begin() {
        Story story = new Story();
        waiting.addLast(story);
        return story;
    }

    /** A line of its own: told at once when no story is being told, else between two stories. */
    synchronized void interject(String line) {
        if (waiting.isEmpty()) {
            lines.accept(line);
            return;
        }
        Story remark = new Story();
        remark.keptBack.add(line);
        remark.ended = true;
        waiting.addLast(remark);
    }

    private void tellKeptBackOfFirst() {
        Story first = waiting.peekFirst();
        if (first != null) {
            first.keptBack.forEach(lines);
            first.keptBack.clear();
        }
    }
}
