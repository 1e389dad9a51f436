package io.hyperfleet.adapter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ManPageTest {

    private static final Set<String> MACROS = Set.of(".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".br", ".nf", ".fi");

    private final String page = ManPage.text();

    @Test
    void everyCommandIsDescribedWithItsFlags() {
        assertThat(Command.ALL).allSatisfy(command -> {
            assertThat(page).contains(".SS " + escaped(command.text()) + " \\- ");
            assertThat(command.flags()).allSatisfy(flag -> assertThat(page).contains(escaped("--" + flag.name())));
        });
    }

    @Test
    void nothingButKnownRequestsBeginsWithADot() {
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allSatisfy(line -> assertThat(MACROS).contains(line.split(" ", 2)[0]));
    }

    @Test
    void examplesKeepTheirLines() {
        assertThat(page).contains(".nf\n  source <(adapter completion bash)\n.fi\n");
    }

    private static String escaped(String text) {
        return text.replace("-", "\\-");
    }
}
