package io.hyperfleet.adapter.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CircuitTest {

    private final Circuit circuit = new Circuit();

    @Test
    void fiveFailuresInARowOpenItAndOnlyTheFifthIsTold() {
        for (int i = 1; i <= 4; i++) {
            assertThat(circuit.record(true)).isFalse();
        }
        assertThat(circuit.isOpen()).isFalse();

        assertThat(circuit.record(true)).isTrue();
        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.record(true)).isFalse();
    }

    @Test
    void halfOfTheLastTenCallsOpenItToo() {
        for (int i = 1; i <= 4; i++) {
            circuit.record(true);
            circuit.record(false);
        }

        assertThat(circuit.record(true)).isTrue();
    }

    @Test
    void oneResourceThatFailsAmongManyThatWorkDoesNotOpenIt() {
        for (int i = 0; i < 100; i++) {
            assertThat(circuit.record(i % 4 == 0)).isFalse();
        }

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void whatWasLongAgoDoesNotCount() {
        for (int i = 0; i < 4; i++) {
            circuit.record(true);
        }
        for (int i = 0; i < 10; i++) {
            circuit.record(false);
        }

        assertThat(circuit.record(true)).isFalse();
    }

    @Test
    void closingForgetsWhatWasAndSaysWhetherItWasOpen() {
        for (int i = 0; i < 5; i++) {
            circuit.record(true);
        }

        assertThat(circuit.close()).isTrue();
        assertThat(circuit.close()).isFalse();
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.record(true)).isFalse();
    }
}
