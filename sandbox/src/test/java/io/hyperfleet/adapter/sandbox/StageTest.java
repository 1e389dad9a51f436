package io.hyperfleet.adapter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {

    private final List<String> told = new ArrayList<>();
    private final Stage stage = new Stage(told::add);

    @Test
    void aSingleStoryIsToldAsItHappens() {
        Stage.Story story = stage.begin();
        story.tell("a");
        assertThat(told).containsExactly("a");
        story.end();
        stage.interject("b");
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void storiesAtTheSameTimeAreKeptApart() {
        Stage.Story first = stage.begin();
        Stage.Story second = stage.begin();
        first.tell("1a");
        second.tell("2a");
        stage.interject("aside");
        first.tell("1b");
        assertThat(told).containsExactly("1a", "1b");
        first.end();
        second.tell("2b");
        second.end();
        assertThat(told).containsExactly("1a", "1b", "2a", "2b", "aside");
    }

    @Test
    void aStoryThatEndsWhileAnotherIsToldComesAfterIt() {
        Stage.Story first = stage.begin();
        Stage.Story second = stage.begin();
        second.tell("2");
        second.end();
        first.tell("1");
        assertThat(told).containsExactly("1");
        first.end();
        assertThat(told).containsExactly("1", "2");
    }
}
