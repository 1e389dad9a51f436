package io.hyperfleet.adapter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void everyFlagIsUnderstoodInBothForms() {
        Options options = read(
                "--once", "-c", "a.yaml", "--task-config=t.yaml", "--kind", "nodepool", "--time-limit=5", "--count=7");
        assertThat(options.once()).isTrue();
        assertThat(options.count()).isEqualTo(7);
        assertThat(options.adapterConfig()).contains(Path.of("a.yaml"));
        assertThat(options.taskConfig()).contains(Path.of("t.yaml"));
        assertThat(options.kind()).isEqualTo(Options.Kind.NODE_POOL);
        assertThat(options.timeLimit()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void nothingGivenMeansToStayUpWithTheExample() {
        Options options = read();
        assertThat(options.once()).isFalse();
        assertThat(options.count()).isEqualTo(1);
        assertThat(options.adapterConfig()).isEmpty();
        assertThat(options.timeLimit()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aMistakeIsNamed() {
        assertThat(error("--onse")).isEqualTo("unknown flag: --onse");
        assertThat(error("now")).isEqualTo("unexpected argument: now");
        assertThat(error("--config")).isEqualTo("flag needs an argument: --config");
        assertThat(error("--kind", "Pod")).isEqualTo("--kind: \"Pod\" is neither Cluster nor NodePool");
        assertThat(error("--transport", "mail")).isEqualTo("--transport: \"mail\" is neither kubernetes nor maestro");
        assertThat(error("--time-limit", "soon")).isEqualTo("--time-limit: \"soon\" is not a number of seconds");
        assertThat(error("--count", "0")).isEqualTo("--count: \"0\" is not a number from 1 to 9999");
    }

    private static Options read(String... arguments) {
        return ((Options.Reading.Read) Options.read(List.of(arguments))).options();
    }

    private static String error(String... arguments) {
        return ((Options.Reading.Refused) Options.read(List.of(arguments))).error();
    }
}
